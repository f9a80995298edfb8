-- Every hidden count is proved safe: tables that fit everything published differ in it by more than the
-- threshold, or it is as open as the number of respondents alone leaves it.
{{ config(meta={'dagster': {'ref': {'name': 'int_disclosure_decision'}}}) }}
select
    decisions.wave_id,
    decisions.question_id,
    decisions.option_code,
    decisions.domain,
    decisions.domain_value,
    decisions.lowest,
    decisions.highest
from {{ ref('int_disclosure_decision') }} as decisions
inner join {{ ref('dim_survey_wave') }} as waves on decisions.wave_id = waves.wave_id
where decisions.kind = 'option'
    and not decisions.is_weighted
    and decisions.highest - decisions.lowest <= waves.disclosure_threshold
    and not (decisions.lowest <= 0 and decisions.highest >= decisions.ceiling)

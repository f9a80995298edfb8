-- One row is one estimate that is not published as it is: wave × question × option × domain × base × weighting.
{% set key = ['wave_id', 'question_id', 'option_code', 'domain', 'domain_value', 'base', 'weighting'] %}
with

estimates as (
    select * from {{ ref('fct_estimate') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

decisions as (
    select * from {{ ref('int_disclosure_decision') }}
),

-- An estimate shows a count of its option or of no answer, and a base: each may be the reason.
by_decision as (
    select
        {{ listed(key, 'estimates') }},
        decisions.reason
    from estimates
    inner join decisions
        on estimates.wave_id = decisions.wave_id
        and estimates.question_id = decisions.question_id
        and estimates.domain = decisions.domain
        and estimates.domain_value = decisions.domain_value
        and (not decisions.is_weighted or estimates.weighting <> 'unweighted')
        and (
            (decisions.kind in ('option', 'no_answer') and estimates.option_code = decisions.option_code)
            or estimates.base = decisions.kind
        )
),

by_base as (
    select
        {{ listed(key, 'estimates') }},
        'small_base' as reason
    from estimates
    inner join waves on estimates.wave_id = waves.wave_id
    where estimates.n_base < waves.disclosure_minimum_base
),

together as (
    select * from by_decision
    union all
    select * from by_base
)

select
    {{ listed(key, 'together') }},
    -- Why a figure is hidden beyond that is not published: "primary" alone would say that the count is 1 or 2.
    case
        when max(case when together.reason = 'small_base' then 1 else 0 end) = 1 then 'small_base'
        else 'suppressed'
    end as disclosure_flag,
    -- Counts of public questions are known anyway; a share of so few is only unreliable.
    max(case when questions.disclosure = 'public' then 0 else 1 end) = 1 as hides_counts
from together
inner join questions
    on together.wave_id = questions.wave_id and together.question_id = questions.question_id
group by {{ listed(key, 'together') }}

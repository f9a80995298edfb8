-- One row is one statistic of a numeric question as published: wave × question × group × weighting × statistic.
with

estimates as (
    select * from {{ ref('int_numeric_disclosure') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
)

select
    estimates.wave_id,
    estimates.question_id,
    estimates.domain,
    estimates.domain_value,
    estimates.weighting,
    estimates.statistic,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    questions.unit_ja,
    questions.unit_en,
    coalesce(domains.domain_value_ja, estimates.domain_value) as domain_value_ja,
    coalesce(domains.domain_value_en, estimates.domain_value) as domain_value_en,
    cast(coalesce(domains.domain_value_position, 1000000) as {{ dbt.type_int() }}) as domain_value_position,
    cast(estimates.n_base as {{ dbt.type_int() }}) as n_base,
    estimates.estimate,
    estimates.standard_error,
    cast(estimates.degrees_of_freedom as {{ dbt.type_int() }}) as degrees_of_freedom,
    estimates.ci_low,
    estimates.ci_high,
    case
        when estimates.disclosure_flag is null and estimates.n_base < {{ threshold('reliable_base') }} then 'u'
    end as reliability_flag,
    estimates.disclosure_flag,
    waves.nature = 'sample' as has_sample
from estimates
inner join waves on estimates.wave_id = waves.wave_id
inner join questions on estimates.wave_id = questions.wave_id and estimates.question_id = questions.question_id
left join domains on estimates.domain = domains.domain and estimates.domain_value = domains.domain_value

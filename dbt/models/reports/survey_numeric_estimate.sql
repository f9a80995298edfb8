-- One row is one statistic of a numeric question as published: wave × question × group × weighting × statistic.
with

estimates as (
    select * from {{ ref('fct_numeric_estimate') }}
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
),

-- All statistics of a group, or only the weighted ones.
hidden as (
    select
        wave_id,
        question_id,
        domain,
        domain_value,
        min(case when is_weighted then 1 else 0 end) as only_weighted
    from {{ ref('int_disclosure_decision') }}
    where kind in ('statistics', 'valid')
    group by wave_id, question_id, domain, domain_value
),

marked as (
    select
        estimates.*,
        questions.question_position,
        questions.unit_ja,
        questions.unit_en,
        questions.disclosure = 'public' as is_public,
        waves.nature = 'sample' as has_sample,
        case
            when estimates.n_base < waves.disclosure_minimum_base then 'small_base'
            when hidden.only_weighted = 0 or (hidden.only_weighted = 1 and estimates.weighting <> 'unweighted')
                then 'suppressed'
        end as disclosure_flag
    from estimates
    inner join waves on estimates.wave_id = waves.wave_id
    inner join questions
        on estimates.wave_id = questions.wave_id and estimates.question_id = questions.question_id
    left join hidden
        on estimates.wave_id = hidden.wave_id
        and estimates.question_id = hidden.question_id
        and estimates.domain = hidden.domain
        and estimates.domain_value = hidden.domain_value
)

select
    marked.wave_id,
    marked.question_id,
    marked.domain,
    marked.domain_value,
    marked.weighting,
    marked.statistic,
    cast(marked.question_position as {{ dbt.type_int() }}) as question_position,
    marked.unit_ja,
    marked.unit_en,
    coalesce(domains.domain_value_ja, marked.domain_value) as domain_value_ja,
    coalesce(domains.domain_value_en, marked.domain_value) as domain_value_en,
    cast(coalesce(domains.domain_value_position, 1000000) as {{ dbt.type_int() }}) as domain_value_position,
    cast(
        case when marked.disclosure_flag is null or marked.is_public then marked.n_base end as {{ dbt.type_int() }}
    ) as n_base,
    case when marked.disclosure_flag is null then marked.estimate end as estimate,
    case when marked.disclosure_flag is null then marked.standard_error end as standard_error,
    cast(
        case when marked.disclosure_flag is null then marked.degrees_of_freedom end as {{ dbt.type_int() }}
    ) as degrees_of_freedom,
    case when marked.disclosure_flag is null then marked.ci_low end as ci_low,
    case when marked.disclosure_flag is null then marked.ci_high end as ci_high,
    case when marked.disclosure_flag is null and marked.n_base < 30 then 'u' end as reliability_flag,
    marked.disclosure_flag,
    marked.has_sample
from marked
left join domains on marked.domain = domains.domain and marked.domain_value = domains.domain_value

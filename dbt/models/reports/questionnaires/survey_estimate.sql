-- One row is one estimated share as published: wave × question × option × group × base × weighting.
with

estimates as (
    select * from {{ ref('fct_estimate') }}
),

hidden as (
    select * from {{ ref('int_estimate_disclosure') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

options as (
    select * from {{ ref('dim_response_option') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
),

marked as (
    select
        estimates.*,
        hidden.disclosure_flag as hidden_because,
        hidden.disclosure_flag is null as shows_share,
        coalesce(not hidden.hides_counts, true) as shows_counts
    from estimates
    left join hidden
        on {{ matched('estimates', 'hidden', [
            'wave_id', 'question_id', 'option_code', 'domain', 'domain_value', 'base', 'weighting'
        ]) }}
)

select
    marked.wave_id,
    marked.question_id,
    marked.option_code,
    marked.domain,
    marked.domain_value,
    marked.base,
    marked.weighting,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    cast(coalesce(options.option_position, 1000000) as {{ dbt.type_int() }}) as option_position,
    coalesce(options.option_ja, '無回答') as option_ja,
    coalesce(options.option_en, 'No answer') as option_en,
    coalesce(options.is_combined, false) as is_combined,
    coalesce(domains.domain_value_ja, marked.domain_value) as domain_value_ja,
    coalesce(domains.domain_value_en, marked.domain_value) as domain_value_en,
    cast(coalesce(domains.domain_value_position, 1000000) as {{ dbt.type_int() }}) as domain_value_position,
    cast(case when marked.shows_counts then marked.n_base end as {{ dbt.type_int() }}) as n_base,
    cast(case when marked.shows_counts then marked.n_yes end as {{ dbt.type_int() }}) as n_yes,
    case when marked.shows_counts then marked.weighted_base end as weighted_base,
    case when marked.shows_share then marked.share end as share,
    case when marked.shows_share then marked.standard_error end as standard_error,
    cast(case when marked.shows_share then marked.degrees_of_freedom end as {{ dbt.type_int() }}) as degrees_of_freedom,
    case when marked.shows_share then marked.ci_method end as ci_method,
    case when marked.shows_share then marked.ci_low end as ci_low,
    case when marked.shows_share then marked.ci_high end as ci_high,
    case when marked.shows_share then marked.design_effect end as design_effect,
    case when marked.shows_share then marked.reliability_flag end as reliability_flag,
    marked.hidden_because as disclosure_flag,
    waves.nature = 'sample' as has_sample
from marked
inner join waves on marked.wave_id = waves.wave_id
inner join questions on marked.wave_id = questions.wave_id and marked.question_id = questions.question_id
left join options
    on marked.wave_id = options.wave_id
    and marked.question_id = options.question_id
    and marked.option_code = options.option_code
left join domains on marked.domain = domains.domain and marked.domain_value = domains.domain_value

-- One row is the unit response rate of one wave in one group of its frame.
with

rates as (
    select * from {{ ref('fct_response_rate') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
)

select
    rates.wave_id,
    rates.domain,
    rates.domain_value,
    coalesce(domains.domain_value_ja, rates.domain_value) as domain_value_ja,
    coalesce(domains.domain_value_en, rates.domain_value) as domain_value_en,
    cast(coalesce(domains.domain_value_position, 1000000) as {{ dbt.type_int() }}) as domain_value_position,
    cast(rates.n_frame as {{ dbt.type_int() }}) as n_frame,
    cast(rates.n_respondents as {{ dbt.type_int() }}) as n_respondents,
    rates.response_rate,
    waves.nature = 'sample' as has_sample
from rates
inner join waves on rates.wave_id = waves.wave_id
left join domains on rates.domain = domains.domain and rates.domain_value = domains.domain_value

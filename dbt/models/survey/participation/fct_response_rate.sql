-- One row is the response rate of one wave in one domain; waves of which others published how many took part have none.
with

unit_domains as (
    select * from {{ ref('int_unit_domain') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

-- Nought is a rate too, but not where the answers lie with somebody else.
counted_waves as (
    select wave_id from respondents
    union
    select wave_id from {{ ref('dim_survey_wave') }}
    where wave_id not in (select published.wave_id from {{ ref('fct_survey_participation') }} as published)
)

select
    unit_domains.wave_id,
    unit_domains.domain,
    unit_domains.domain_value,
    cast(count(*) as {{ dbt.type_int() }}) as n_frame,
    cast(count(respondents.unit_key) as {{ dbt.type_int() }}) as n_respondents,
    1.0 * count(respondents.unit_key) / count(*) as response_rate
from unit_domains
inner join counted_waves on unit_domains.wave_id = counted_waves.wave_id
left join respondents on unit_domains.unit_key = respondents.unit_key
group by unit_domains.wave_id, unit_domains.domain, unit_domains.domain_value

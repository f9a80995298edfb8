-- One row is the response rate of one wave in one domain; waves without a single answer have none.
with

unit_domains as (
    select * from {{ ref('int_unit_domain') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

answered_waves as (
    select distinct wave_id from respondents
)

select
    unit_domains.wave_id,
    unit_domains.domain,
    unit_domains.domain_value,
    cast(count(*) as {{ dbt.type_int() }}) as n_frame,
    cast(count(respondents.unit_key) as {{ dbt.type_int() }}) as n_respondents,
    1.0 * count(respondents.unit_key) / count(*) as response_rate
from unit_domains
inner join answered_waves on unit_domains.wave_id = answered_waves.wave_id
left join respondents on unit_domains.unit_key = respondents.unit_key
group by unit_domains.wave_id, unit_domains.domain, unit_domains.domain_value

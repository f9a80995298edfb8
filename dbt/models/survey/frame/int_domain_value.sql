-- One row is one group that estimates of a wave are made for: all units, or one value of a domain.
select
    cast(row_number() over (order by wave_id, domain, domain_value) as {{ dbt.type_int() }}) as domain_key,
    wave_id,
    domain,
    domain_value
from (
    select distinct
        wave_id,
        domain,
        domain_value
    from {{ ref('int_unit_domain') }}
) as domains

-- One row is one profile in one of the groups it belongs to.
select
    profiles.profile_key,
    domain_values.domain_key
from {{ ref('int_profile') }} as profiles
inner join {{ ref('int_unit_domain') }} as unit_domains on profiles.example_unit_key = unit_domains.unit_key
inner join {{ ref('int_domain_value') }} as domain_values
    on unit_domains.wave_id = domain_values.wave_id
    and unit_domains.domain = domain_values.domain
    and unit_domains.domain_value = domain_values.domain_value

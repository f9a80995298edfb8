-- One row is one respondent in one of the groups it belongs to.
select
    profiles.unit_key,
    domains.domain_key,
    domain_values.wave_id,
    domain_values.domain
from {{ ref('int_unit_profile') }} as profiles
inner join {{ ref('int_profile_domain') }} as domains on profiles.profile_key = domains.profile_key
inner join {{ ref('int_domain_value') }} as domain_values on domains.domain_key = domain_values.domain_key

-- One row is one snapshot of the forms received: wave × vintage × day × domain × domain value, cumulative.
with

snapshots as (
    select * from {{ ref('int_follow_up_snapshot') }}
),

counted_units as (
    select * from {{ ref('int_follow_up_unit') }}
),

known_groups as (
    select * from {{ ref('int_known_group') }}
),

-- Forms are followed up by band, region and prefecture, whatever the wave tabulates its answers by. A frame may
-- hold anything under these names: only groups that everybody knows are told.
unit_domains as (
    select unit_key, wave_id, domain, domain_value from {{ ref('int_unit_domain') }}
    union
    select attributes.unit_key, attributes.wave_id, attributes.attribute as domain, attributes.value as domain_value
    from {{ ref('int_unit_attribute') }} as attributes
    inner join known_groups
        on attributes.attribute = known_groups.domain
        and attributes.value = known_groups.domain_value
),

counted as (
    select
        snapshots.wave_id,
        snapshots.vintage,
        snapshots.as_of_date,
        unit_domains.domain,
        unit_domains.domain_value,
        count(*) as frame_count,
        count(counted_units.unit_key) as received_count,
        sum(case when counted_units.state = 'accepted' then 1 else 0 end) as accepted_count,
        sum(case when counted_units.state = 'accepted_with_errors' then 1 else 0 end) as accepted_with_errors_count,
        sum(case when counted_units.is_late then 1 else 0 end) as late_count
    from snapshots
    inner join unit_domains on snapshots.wave_id = unit_domains.wave_id
    left join counted_units
        on snapshots.wave_id = counted_units.wave_id
        and snapshots.vintage = counted_units.vintage
        and snapshots.as_of_date = counted_units.as_of_date
        and unit_domains.unit_key = counted_units.unit_key
    group by
        snapshots.wave_id,
        snapshots.vintage,
        snapshots.as_of_date,
        unit_domains.domain,
        unit_domains.domain_value
)

select
    wave_id,
    vintage,
    as_of_date,
    domain,
    domain_value,
    cast(frame_count as {{ dbt.type_int() }}) as frame_count,
    cast(received_count as {{ dbt.type_int() }}) as received_count,
    cast(frame_count - received_count as {{ dbt.type_int() }}) as missing_count,
    cast(accepted_count as {{ dbt.type_int() }}) as accepted_count,
    cast(accepted_with_errors_count as {{ dbt.type_int() }}) as accepted_with_errors_count,
    cast(late_count as {{ dbt.type_int() }}) as late_count
from counted

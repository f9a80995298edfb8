-- One row is one profile of respondents.
select
    profile_key,
    wave_id,
    example_unit_key,
    cast(count(*) as {{ dbt.type_int() }}) as n_respondents
from {{ ref('int_unit_profile') }}
group by profile_key, wave_id, example_unit_key

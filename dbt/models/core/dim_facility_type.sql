-- One row is one type of facility, with the group it is shown in.
select
    facility_type_code,
    facility_type_ja,
    facility_type_en,
    facility_group,
    position as facility_type_position
from {{ ref('facility_type') }}

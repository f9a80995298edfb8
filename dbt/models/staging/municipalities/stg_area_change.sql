-- One row is one change of one municipality in the list of boundary and name changes.
select
    effective_date,
    code6,
    prefecture as prefecture_name,
    coalesce(name_ja, parent_name_ja) as name_ja,
    reason_ja,
    source_file,
    row_number
from {{ source('raw', 'area_change') }}

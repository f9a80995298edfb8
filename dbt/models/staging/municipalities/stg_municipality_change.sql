-- One row is one old and new body of one change of boundary, name or status.
select
    effective_date,
    change_type,
    scope,
    prefecture as prefecture_name,
    old_code as old_code5,
    old_name,
    new_code as new_code5,
    new_name,
    old_code6,
    new_code6,
    source_file,
    row_number
from {{ source('raw', 'municipality_change') }}

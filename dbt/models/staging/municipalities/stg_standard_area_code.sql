-- One row is one municipality or ward in one edition of the list of standard area codes.
select
    as_of_date,
    code6,
    prefecture as prefecture_name,
    parent_name_ja,
    -- A designated city stands in the column of the larger area, its own column is empty.
    coalesce(name_ja, parent_name_ja) as name_ja,
    coalesce(name_hiragana, parent_name_hiragana) as name_hiragana,
    changed_on,
    coalesce(has_changes, false) as has_changes,
    source_file,
    row_number
from {{ source('raw', 'standard_area_code') }}

-- One row is one former municipality that a partial designation as a depopulated area is about.
select
    as_of_date,
    code6,
    municipality_id,
    former_name_ja,
    former_prefecture as former_prefecture_name,
    former_code6,
    former_municipality_id,
    source_file,
    row_number
from {{ source('raw', 'depopulated_former_municipality') }}

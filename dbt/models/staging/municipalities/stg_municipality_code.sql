-- One row is one local body in one edition of the list of local government codes.
select
    as_of_date,
    code6,
    prefecture as prefecture_name,
    name_ja,
    name_kana,
    source_file,
    row_number
from {{ source('raw', 'municipality_code') }}

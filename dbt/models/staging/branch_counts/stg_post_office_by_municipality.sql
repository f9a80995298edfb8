-- One row is the number of post offices of one type and status in one municipality on one date.
select
    as_of_date,
    code6,
    prefecture as prefecture_name,
    municipality as published_name,
    municipality_id,
    office_type as office_type_code,
    case status when 'operating' then 'open' when 'temporarily_closed' then 'closed' end as status_code,
    office_count,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'post_office_by_municipality') }}

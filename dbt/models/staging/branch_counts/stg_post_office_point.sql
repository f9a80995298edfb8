-- One row is where one post office stands.
select
    as_of_date,
    code6,
    municipality_id,
    case office_class when '18004' then 'contract' else 'direct' end as office_type_code,
    -- The name alone tells a closed office.
    case when name_ja like '%一時閉鎖%' then 'closed' else 'open' end as status_code,
    name_ja,
    address_ja,
    longitude,
    latitude,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'post_office_point') }}

-- One row is one body (municipality, ward or village) over one span of unchanged attributes.
select
    municipality_key,
    municipality_id,
    code5,
    code6,
    name_ja,
    full_name_ja,
    name_kana,
    name_en,
    details_status,
    county as county_ja,
    county_status,
    prefecture_code,
    prefecture_ja as prefecture_name,
    municipality_type,
    parent_municipality_id,
    counts_in_1741,
    valid_from,
    valid_to
from {{ source('raw', 'municipality_period') }}

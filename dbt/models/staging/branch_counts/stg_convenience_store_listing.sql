-- One row is the number of convenience stores of one prefecture in a commercial listing.
select
    as_of_date,
    as_of_precision,
    substring(code6, 1, 2) as prefecture_code,
    prefecture as prefecture_name,
    store_count,
    listing_area_count,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'convenience_store_listing') }}

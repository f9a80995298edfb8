-- One row is one event in the history of municipalities and wards.
select
    event_id,
    event_date,
    event_type,
    scope,
    prefecture_code,
    before_ja,
    after_ja,
    row_count,
    source_file,
    row_number
from {{ source('raw', 'municipality_event') }}

-- One row is one body before or after one event.
select
    event_id,
    side,
    role,
    municipality_id,
    code5,
    name_ja,
    source_file,
    row_number
from {{ source('raw', 'municipality_event_body') }}

-- One row is the date of one meeting as one source states it.
select
    meeting_no,
    meeting_date,
    confidence,
    source_id,
    source_page,
    note_ja,
    note_en,
    source_file,
    row_number
from {{ source('raw', 'council_meeting') }}

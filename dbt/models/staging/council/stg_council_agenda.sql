-- One row is one agenda item of one meeting.
select
    meeting_no,
    item_no,
    agenda_ja,
    agenda_en,
    confidence,
    source_id,
    source_page,
    note_ja,
    note_en,
    source_file,
    row_number
from {{ source('raw', 'council_agenda') }}

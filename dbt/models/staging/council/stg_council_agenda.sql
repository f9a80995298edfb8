-- One row is one agenda item of one meeting.
select
    meeting_no,
    item_no,
    agenda_ja,
    agenda_en,
    {{ received_origin() }}
from {{ source('raw', 'council_agenda') }}

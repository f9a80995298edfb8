-- One row is the date of one meeting as one source states it.
select
    meeting_no,
    meeting_date,
    {{ received_origin() }}
from {{ source('raw', 'council_meeting') }}

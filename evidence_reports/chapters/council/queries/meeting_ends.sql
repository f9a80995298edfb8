select
    count(distinct meeting_no) as meeting_count, min(meeting_no) as first_no, max(meeting_no) as last_no,
    min(meeting_date) filter (where date_is_preferred) as first_date,
    max(meeting_date) filter (where date_is_preferred) as last_date
from reports.council_meeting

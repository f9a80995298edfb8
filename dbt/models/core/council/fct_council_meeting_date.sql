-- One row is the date of one meeting as one source states it; one date per meeting is preferred.
with

meetings as (
    select * from {{ ref('stg_council_meeting') }}
),

joined as (
    select
        meetings.meeting_no,
        meetings.meeting_date,
        {{ ranked_origin('meetings') }}
    from meetings
    {{ join_origin('meetings') }}
)

select
    meeting_no,
    meeting_date,
    {{ preferred_rank(
        measured_thing=['meeting_no'],
        value='meeting_no'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined

-- One row is the date of one meeting as one source states it; one date per meeting is preferred.
with

meetings as (
    select * from {{ ref('stg_council_meeting') }}
),

joined as (
    select
        meetings.meeting_no,
        meetings.meeting_date,
        meetings.confidence,
        meetings.note_ja,
        meetings.note_en,
        meetings.source_id,
        meetings.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        meetings.source_file,
        meetings.row_number
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
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined

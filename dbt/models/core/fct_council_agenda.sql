-- One row is one agenda item of one meeting.
with

items as (
    select * from {{ ref('stg_council_agenda') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
),

joined as (
    select
        items.meeting_no,
        items.item_no,
        items.agenda_ja,
        items.agenda_en,
        items.confidence,
        items.note_ja,
        items.note_en,
        items.source_id,
        items.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        items.source_file,
        items.row_number
    from items
    left join sources as source on items.source_id = source.source_id
    left join files as received_file on items.source_file = received_file.source_file
)

select
    meeting_no,
    item_no,
    agenda_ja,
    agenda_en,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined

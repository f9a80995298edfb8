-- One row is one agenda item of one meeting.
with

items as (
    select * from {{ ref('stg_council_agenda') }}
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
    {{ join_origin('items') }}
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

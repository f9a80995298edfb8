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
        {{ ranked_origin('items') }}
    from items
    {{ join_origin('items') }}
)

select
    meeting_no,
    item_no,
    agenda_ja,
    agenda_en,
    {{ kept_origin() }}
from joined

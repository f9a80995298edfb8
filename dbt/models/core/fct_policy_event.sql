-- One row is one event of policy after the first report.
with

events as (
    select * from {{ ref('stg_policy_event') }}
),

joined as (
    select
        events.event_date,
        events.event_precision,
        events.title_ja,
        events.title_en,
        events.confidence,
        events.note_ja,
        events.note_en,
        events.source_id,
        events.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        events.source_file,
        events.row_number
    from events
    {{ join_origin('events') }}
)

select
    event_date,
    event_precision,
    title_ja,
    title_en,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined

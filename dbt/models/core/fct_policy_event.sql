-- One row is one event of policy after the first report.
with

events as (
    select * from {{ ref('stg_policy_event') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
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
    left join sources as source on events.source_id = source.source_id
    left join files as received_file on events.source_file = received_file.source_file
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

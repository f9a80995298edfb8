-- One row is one event in the history of municipalities and wards: a merger, an absorption, a change of name and so on.
with

events as (
    select * from {{ ref('stg_municipality_event') }}
),

files as (
    select * from {{ ref('stg_file_nature') }}
)

select
    events.event_id,
    events.event_date,
    events.event_type,
    events.scope,
    events.prefecture_code,
    events.before_ja,
    events.after_ja,
    events.row_count,
    coalesce(received_file.nature = 'sample', false) as is_sample,
    events.source_file,
    events.row_number
from events
left join files as received_file on events.source_file = received_file.source_file

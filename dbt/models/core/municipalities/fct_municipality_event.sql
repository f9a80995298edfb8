-- One row is one event in the history of municipalities and wards: a merger, an absorption, a change of name and so on.
with

events as (
    select * from {{ ref('stg_municipality_event') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
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
    sample_file.source_file is not null as is_sample,
    events.source_file,
    events.row_number
from events
left join sample_files as sample_file on events.source_file = sample_file.source_file

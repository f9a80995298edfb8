-- One row is one event of policy after the first report.
with

events as (
    select * from {{ ref('fct_policy_event') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    events.event_date,
    events.event_precision,
    events.title_ja,
    events.title_en,
    {{ source_columns('events') }},
    events.is_sample as has_sample
from events
left join sources as source on events.source_id = source.source_id

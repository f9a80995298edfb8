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
        {{ ranked_origin('events') }}
    from events
    {{ join_origin('events') }}
)

select
    event_date,
    event_precision,
    title_ja,
    title_en,
    {{ kept_origin() }}
from joined

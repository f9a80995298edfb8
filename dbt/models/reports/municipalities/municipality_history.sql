-- One row is one municipality of today and one body before or after one event that made it what it is.
with

events as (
    select * from {{ ref('municipality_event') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

-- Every body the territory of today went through, and that body itself where it still exists.
ancestors as (
    select distinct
        municipality_id,
        current_municipality_id
    from {{ ref('bridge_municipality_current') }}
    where current_municipality_id is not null
),

-- An event belongs to a municipality of today where a body that became part of it came out of it, or gave up
-- a part of itself and remained.
made_by as (
    select distinct
        ancestors.current_municipality_id,
        events.event_id
    from events
    inner join ancestors on events.municipality_id = ancestors.municipality_id
    where events.side = 'after' or events.role = 'remained'
)

select
    municipalities.code6 as municipality_code6,
    municipalities.code5 as municipality_code5,
    made_by.event_id,
    events.event_date,
    events.event_type,
    events.event_type_ja,
    events.event_type_en,
    events.side,
    events.role,
    events.municipality_id as body_id,
    events.body_code5,
    events.body_ja,
    events.municipality_id = municipalities.municipality_id as is_this_body,
    -- False for a body that the event also concerned but that became part of another municipality.
    ancestors.municipality_id is not null as is_ancestor,
    events.source_file,
    events.has_sample
from made_by
inner join events on made_by.event_id = events.event_id
inner join municipalities on made_by.current_municipality_id = municipalities.municipality_id
left join ancestors
    on made_by.current_municipality_id = ancestors.current_municipality_id
    and events.municipality_id = ancestors.municipality_id
where events.scope = 'municipality'

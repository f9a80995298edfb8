-- One row is one body before or after one event in the history of municipalities and wards.
with

events as (
    select * from {{ ref('fct_municipality_event') }}
),

bodies as (
    select * from {{ ref('bridge_municipality_event_body') }}
),

event_types as (
    select * from {{ ref('municipality_event_type') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
)

select
    events.event_id,
    events.event_date,
    events.event_type,
    event_types.event_type_ja,
    event_types.event_type_en,
    events.scope,
    events.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    events.before_ja,
    events.after_ja,
    bodies.side,
    bodies.role,
    bodies.municipality_id,
    bodies.code5 as body_code5,
    bodies.name_ja as body_ja,
    events.source_file,
    cast(events.row_number as {{ dbt.type_int() }}) as row_number,
    events.is_sample as has_sample
from events
inner join bodies on events.event_id = bodies.event_id
inner join event_types on events.event_type = event_types.event_type
left join prefectures on events.prefecture_code = prefectures.prefecture_code

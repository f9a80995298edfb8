-- Rows of the change list, those about counties (郡) apart, are all in events, each once.
{{ config(meta={'dagster': {'ref': {'name': 'fct_municipality_event'}}}) }}
with

received as (
    select count(*) as row_count
    from {{ ref('stg_municipality_change') }}
    where scope <> 'district'
),

in_events as (
    select sum(row_count) as row_count
    from {{ ref('fct_municipality_event') }}
)

select
    received.row_count as received_count,
    in_events.row_count as event_row_count
from received
cross join in_events
where received.row_count <> coalesce(in_events.row_count, 0)

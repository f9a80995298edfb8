-- One row is one published number on outsourcing or agreements: service × metric × area × date × source × vintage.
with

rows_read as (
    select * from {{ source('raw', 'outsourcing_count') }}
),

units as (
    select * from {{ ref('unit') }}
)

select
    rows_read.service_code,
    -- Shares of municipalities are printed under several names; the number of municipalities under one.
    case when rows_read.metric like 'share_of%' then 'share_pct' else rows_read.metric end as metric,
    rows_read.area as published_area_name,
    -- "北海道白老町(4局)" names the municipality, then how many offices it speaks of.
    regexp_replace(rows_read.area, '\s*[(（].*[)）]$', '') as area_name,
    rows_read.municipality_id,
    rows_read.value,
    rows_read.value_status,
    units.unit_code,
    rows_read.unit as published_unit,
    rows_read.as_of_date,
    rows_read.as_of_precision,
    rows_read.as_of_note,
    rows_read.vintage,
    {{ received_origin('rows_read') }}
from rows_read
left join units on rows_read.unit = units.published_name

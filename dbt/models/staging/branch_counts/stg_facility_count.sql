-- One row is one published number of facilities: type × category × area × date × source.
with

rows_read as (
    select * from {{ source('raw', 'facility_count') }}
),

type_names as (
    select * from {{ ref('facility_type_name') }}
),

category_names as (
    select * from {{ ref('facility_category_name') }}
),

units as (
    select * from {{ ref('unit') }}
)

select
    type_names.facility_type_code,
    category_names.category_code,
    rows_read.facility as published_facility_name,
    rows_read.category as published_category_name,
    rows_read.area as area_name,
    rows_read.municipality_id,
    rows_read.value,
    rows_read.value_status,
    units.unit_code,
    rows_read.unit as published_unit,
    rows_read.fiscal_year,
    rows_read.as_of_date,
    rows_read.as_of_precision,
    {{ received_origin('rows_read') }}
from rows_read
left join type_names on rows_read.facility = type_names.published_name
left join category_names on rows_read.category = category_names.published_name
left join units on rows_read.unit = units.published_name

-- One row is one published number of facilities: type × category × area × date × competing row.
with

counts as (
    select * from {{ ref('fct_facility_count') }}
),

types as (
    select * from {{ ref('facility_type') }}
),

categories as (
    select * from {{ ref('facility_category') }}
),

areas as (
    select * from {{ ref('dim_area') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    counts.facility_type_code,
    types.facility_type_ja,
    types.facility_type_en,
    types.facility_group,
    counts.category_code,
    categories.category_ja,
    categories.category_en,
    areas.area_ja,
    areas.area_en,
    counts.as_of_date,
    counts.as_of_precision,
    cast(counts.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    counts.value,
    counts.value_status,
    counts.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    counts.is_preferred,
    counts.note_ja,
    counts.note_en,
    {{ source_columns('counts') }},
    counts.is_sample as has_sample
from counts
inner join types on counts.facility_type_code = types.facility_type_code
inner join categories on counts.category_code = categories.category_code
left join areas on counts.area_code = areas.area_code
left join units on counts.unit_code = units.unit_code
left join sources as source on counts.source_id = source.source_id

-- One row is one published number of facilities: type × category × area × date × source.
with

counts as (
    select * from {{ ref('stg_facility_count') }}
),

areas as (
    select * from {{ ref('dim_area') }}
),

joined as (
    select
        counts.facility_type_code,
        counts.category_code,
        areas.area_code,
        areas.area_level,
        counts.value,
        counts.value_status,
        counts.unit_code,
        counts.fiscal_year,
        counts.as_of_date,
        counts.as_of_precision,
        {{ ranked_origin('counts') }}
    from counts
    -- A municipality was resolved while reading; all other areas are known by their names.
    left join areas
        on counts.municipality_id = areas.municipality_id
        or (counts.municipality_id is null and counts.area_name = areas.area_name)
    {{ join_origin('counts') }}
)

select
    facility_type_code,
    category_code,
    area_code,
    area_level,
    value,
    value_status,
    unit_code,
    fiscal_year,
    as_of_date,
    as_of_precision,
    {{ preferred_rank(
        measured_thing=[
            'facility_type_code', 'category_code', 'area_code', 'as_of_date', 'as_of_precision', 'unit_code'
        ],
        value='value'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined

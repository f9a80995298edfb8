-- One row is one indicator of one prefecture or of the nation on one date.
with

figures as (
    select * from {{ ref('fct_area_indicator') }}
),

areas as (
    select * from {{ ref('dim_area') }}
)

select
    figures.area_level,
    figures.area_code,
    areas.area_ja,
    areas.area_en,
    figures.indicator_id,
    figures.as_of_date,
    figures.denominator_date,
    figures.value,
    figures.value_status,
    figures.numerator_value,
    figures.denominator_value,
    figures.municipality_count,
    figures.missing_municipality_count,
    figures.has_sample
from figures
inner join areas on figures.area_code = areas.area_code

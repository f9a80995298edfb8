-- One row is how far the post offices of one municipality lie from each other on one date, in the boundaries of that date.
with

figures as (
    select * from {{ ref('stg_post_office_network') }}
)

select
    figures.municipality_id,
    figures.code6,
    figures.as_of_date,
    figures.office_count,
    figures.operating_count,
    figures.offices_per_100km2,
    figures.offices_per_100km2_status,
    figures.mean_nearest_office_km,
    figures.mean_nearest_office_km_status,
    figures.max_nearest_office_km,
    figures.max_nearest_office_km_status,
    figures.mean_nearest_operating_km,
    figures.mean_nearest_operating_km_status,
    figures.max_nearest_operating_km,
    figures.max_nearest_operating_km_status,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}

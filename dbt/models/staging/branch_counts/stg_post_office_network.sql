-- One row is how far the post offices of one municipality lie from each other on one date.
select
    as_of_date,
    code6,
    municipality_id,
    office_count,
    operating_count,
    offices_per_100km2,
    offices_per_100km2_status,
    mean_nearest_office_km,
    mean_nearest_office_km_status,
    max_nearest_office_km,
    max_nearest_office_km_status,
    mean_nearest_operating_km,
    mean_nearest_operating_km_status,
    max_nearest_operating_km,
    max_nearest_operating_km_status,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'post_office_network') }}

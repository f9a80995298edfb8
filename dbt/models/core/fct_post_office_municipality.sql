-- One row is the number of post offices of one type and status in one municipality on one date, in the boundaries of that date.
with

figures as (
    select * from {{ ref('stg_post_office_by_municipality') }}
)

select
    figures.municipality_id,
    figures.code6,
    figures.as_of_date,
    figures.office_type_code,
    figures.status_code,
    figures.office_count,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
{{ join_origin('figures') }}

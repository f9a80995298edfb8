-- One row is the number of post offices of one type and status in one municipality on one date, in the boundaries of that date.
with

counts as (
    select * from {{ ref('stg_post_office_by_municipality') }}
),

received_points as (
    select * from {{ ref('int_post_office_point_count') }}
),

nationwide_points as (
    {{ nationwide_dates('received_points') | indent(4) }}
),

-- A date that came as counts is not counted again from its points; points of some prefectures wait for those of the others.
points as (
    select * from received_points
    where as_of_date not in (select counts.as_of_date from counts)
        and as_of_date in (select nationwide_points.as_of_date from nationwide_points)
),

figures as (
    {%- for counted in ['counts', 'points'] %}
    select
        municipality_id,
        code6,
        as_of_date,
        office_type_code,
        status_code,
        office_count,
        source_id,
        source_file,
        row_number
    from {{ counted }}{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    figures.municipality_id,
    figures.code6,
    figures.as_of_date,
    figures.office_type_code,
    figures.status_code,
    figures.office_count,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}

-- One row is the number of post offices of one type and status in one municipality on one date, counted from points.
with

points as (
    select * from {{ ref('stg_post_office_point') }}
),

bodies as (
    select * from {{ ref('dim_municipality') }}
),

-- A ward of a designated city counts in its city.
placed as (
    select
        points.as_of_date,
        case when bodies.counts_in_1741 then bodies.municipality_id else bodies.parent_municipality_id end
            as municipality_id,
        bodies.prefecture_code,
        points.office_type_code,
        points.status_code,
        points.source_id,
        points.source_file,
        points.row_number
    from points
    inner join bodies
        on points.municipality_id = bodies.municipality_id
        and {{ valid_on('points.as_of_date', 'bodies') }}
),

counted as (
    select
        as_of_date,
        municipality_id,
        office_type_code,
        status_code,
        count(*) as office_count
    from placed
    group by as_of_date, municipality_id, office_type_code, status_code
),

-- Points come by prefecture: where one has points, a municipality without any has none; elsewhere nothing is known.
prefectures as (
    select
        as_of_date,
        prefecture_code,
        min(source_id) as source_id,
        min(source_file) as source_file,
        min(row_number) as row_number
    from placed
    group by as_of_date, prefecture_code
),

types as (
{%- for office_type in ('direct', 'contract') %}{% for status in ('open', 'closed') %}
    select
        '{{ office_type }}' as office_type_code,
        '{{ status }}' as status_code
    {{ 'union all' if not (loop.last and office_type == 'contract') }}
{%- endfor %}{% endfor %}
)

select
    prefectures.as_of_date,
    bodies.municipality_id,
    bodies.code6,
    types.office_type_code,
    types.status_code,
    cast(coalesce(counted.office_count, 0) as {{ dbt.type_int() }}) as office_count,
    prefectures.source_id,
    prefectures.source_file,
    prefectures.row_number
from prefectures
inner join bodies
    on prefectures.prefecture_code = bodies.prefecture_code
    and bodies.counts_in_1741
    and {{ valid_on('prefectures.as_of_date', 'bodies') }}
cross join types
left join counted
    on prefectures.as_of_date = counted.as_of_date
    and bodies.municipality_id = counted.municipality_id
    and types.office_type_code = counted.office_type_code
    and types.status_code = counted.status_code

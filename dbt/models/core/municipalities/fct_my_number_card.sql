-- One row is the number of My Number Cards issued in one municipality up to one date.
with

figures as (
    select * from {{ ref('stg_my_number_card') }}
),

bodies as (
    select * from {{ ref('dim_municipality') }}
    where is_last_span
),

-- A date that came twice, in our compilation and as published, is one: the file named last.
ranked as (
    select
        figures.*,
        -- The published files lack the code of two islands.
        coalesce(figures.code6, bodies.code6) as known_code6,
        {{ is_sample() }} as is_sample,
        row_number() over (
            partition by figures.municipality_id, figures.as_of_date
            order by coalesce(source.source_rank, 99), figures.source_file desc, figures.row_number
        ) as place
    from figures
    left join bodies on figures.municipality_id = bodies.municipality_id
    {{ join_origin('figures') }}
)

select
    municipality_id,
    known_code6 as code6,
    as_of_date,
    card_count,
    base_population_persons,
    base_date,
    source_id,
    is_sample,
    source_file,
    row_number
from ranked
where place = 1

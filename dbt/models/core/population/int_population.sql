-- One row is one figure of the registered population of one area on one date, from one file.
with

registered as (
    select * from {{ ref('stg_resident_register_age') }}
    where residents_code = 'all' and sex_code = 'total'
),

compiled as (
    select * from {{ ref('stg_population') }}
),

-- The register as published comes before the table compiled from it.
figures as (
    {%- for origin in ['registered', 'compiled'] %}
    select
        code6,
        municipality_id,
        as_of_date,
        population_persons,
        population_status,
        population_65plus_persons,
        population_65plus_status,
        share_65plus_pct,
        {{ loop.index }} as origin_rank,
        source_file,
        row_number
    from {{ origin }}{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    code6,
    municipality_id,
    as_of_date,
    population_persons,
    population_status,
    population_65plus_persons,
    population_65plus_status,
    share_65plus_pct,
    row_number() over (
        partition by code6, as_of_date
        order by origin_rank, source_file, row_number
    ) = 1 as is_preferred,
    source_file,
    row_number
from figures

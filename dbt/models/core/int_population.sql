-- One row is one figure of the registered population of one area on one date, from one file.
with

-- The register as published comes before the table compiled from it.
figures as (
    select
        code6,
        municipality_id,
        as_of_date,
        population_persons,
        population_status,
        population_65plus_persons,
        population_65plus_status,
        share_65plus_pct,
        1 as origin_rank,
        source_file,
        row_number
    from {{ ref('stg_resident_register_age') }}
    where residents_code = 'all' and sex_code = 'total'

    union all

    select
        code6,
        municipality_id,
        as_of_date,
        population_persons,
        population_status,
        population_65plus_persons,
        population_65plus_status,
        share_65plus_pct,
        2 as origin_rank,
        source_file,
        row_number
    from {{ ref('stg_population') }}
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

-- One row is one statistic of one municipality on one date, in the boundaries of that date.
with

counted_bodies as (
    select
        municipality_id,
        valid_from,
        valid_to
    from {{ ref('dim_municipality') }}
    where counts_in_1741
),

figures as (
    select
        municipality_id,
        code6,
        statistic_code,
        as_of_date,
        value,
        source_id,
        source_file,
        row_number
    from {{ ref('stg_municipality_statistic') }}

    union all

    -- A table of e-Stat as it is: wards of designated cities are in it too, and they are in their city already.
    select
        originals.municipality_id,
        originals.code6,
        originals.statistic_code,
        originals.as_of_date,
        originals.value,
        originals.source_id,
        originals.source_file,
        originals.row_number
    from {{ ref('stg_ssds_value') }} as originals
    inner join counted_bodies
        on originals.municipality_id = counted_bodies.municipality_id
        and {{ valid_on('originals.as_of_date', 'counted_bodies') }}
    where originals.statistic_code is not null and originals.value is not null
),

statistics as (
    select * from {{ ref('municipality_statistic') }}
),

-- What the publisher's own table and a copy of it both have is taken from the table.
ranked as (
    select
        figures.*,
        statistics.unit_code,
        {{ is_sample() }} as is_sample,
        row_number() over (
            partition by figures.municipality_id, figures.statistic_code, figures.as_of_date
            order by coalesce(source.source_rank, 99), figures.source_file desc, figures.row_number
        ) as place
    from figures
    left join statistics on figures.statistic_code = statistics.statistic_code
    {{ join_origin('figures') }}
)

select
    municipality_id,
    code6,
    statistic_code,
    as_of_date,
    value,
    unit_code,
    source_id,
    is_sample,
    source_file,
    row_number
from ranked
where place = 1

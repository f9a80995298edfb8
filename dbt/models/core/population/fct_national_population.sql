-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition.
with

figures as (
    select * from {{ ref('stg_ageing_series') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
),

-- An edition that came twice, in our compilation and as published, is one: the table printed with more digits.
ranked as (
    select
        figures.*,
        {{ is_sample() }} as is_sample,
        row_number() over (
            partition by figures.year, figures.age_group, figures.unit_code, figures.kind, figures.edition_code
            order by {{ resolution_step('figures.value') }}, figures.source_file
        ) as place
    from figures
    left join sources as source on figures.source_id = source.source_id
    left join sample_files as sample_file on figures.source_file = sample_file.source_file
)

select
    year,
    as_of_date,
    age_group,
    value,
    unit_code,
    kind,
    edition_code,
    'japan' as area_code,
    source_id,
    is_sample,
    source_file,
    row_number
from ranked
where place = 1

-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition.
with

figures as (
    select * from {{ ref('stg_ageing_series') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    figures.year,
    figures.as_of_date,
    figures.age_group,
    figures.value,
    figures.unit_code,
    figures.kind,
    figures.edition_code,
    'japan' as area_code,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
left join sources as source on figures.source_id = source.source_id
left join files as received_file on figures.source_file = received_file.source_file

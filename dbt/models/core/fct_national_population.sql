-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition.
with

figures as (
    select * from {{ ref('stg_ageing_series') }}
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
{{ join_origin('figures') }}

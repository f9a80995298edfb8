-- One row is the number of My Number Cards issued in one municipality up to one date.
with

figures as (
    select * from {{ ref('stg_my_number_card') }}
)

select
    figures.municipality_id,
    figures.code6,
    figures.as_of_date,
    figures.card_count,
    figures.base_population_persons,
    figures.base_date,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
{{ join_origin('figures') }}

-- One row is one statistic of one municipality on one date, in the boundaries of that date.
with

figures as (
    select * from {{ ref('stg_municipality_statistic') }}
),

statistics as (
    select * from {{ ref('municipality_statistic') }}
)

select
    figures.municipality_id,
    figures.code6,
    figures.statistic_code,
    figures.as_of_date,
    figures.value,
    statistics.unit_code,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
left join statistics on figures.statistic_code = statistics.statistic_code
{{ join_origin('figures') }}

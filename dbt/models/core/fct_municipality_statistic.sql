-- One row is one statistic of one municipality on one date, in the boundaries of that date.
with

figures as (
    select * from {{ ref('stg_municipality_statistic') }}
),

statistics as (
    select * from {{ ref('municipality_statistic') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
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
left join sources as source on figures.source_id = source.source_id
left join files as received_file on figures.source_file = received_file.source_file

-- One row is one national figure of one item and period, as printed by one source.
with

rows_read as (
    select * from {{ source('raw', 'national_observation') }}
),

units as (
    select * from {{ ref('unit') }}
)

select
    rows_read.observation_id,
    rows_read.metric as metric_code,
    rows_read.period_type,
    rows_read.fiscal_year,
    -- A figure of a whole fiscal year is of its last day.
    case
        when rows_read.period_type = 'fiscal_year' then make_date(rows_read.fiscal_year + 1, 3, 31)
        else rows_read.as_of_date
    end as as_of_date,
    case
        when rows_read.period_type = 'fiscal_year' then 'fiscal_year'
        else rows_read.as_of_precision
    end as as_of_precision,
    rows_read.qualifier,
    rows_read.value,
    units.unit_code,
    rows_read.unit as published_unit,
    rows_read.is_derived,
    rows_read.confidence,
    rows_read.source_id,
    rows_read.note_ja,
    rows_read.note_en,
    rows_read.source_file,
    rows_read.row_number
from rows_read
left join units on rows_read.unit = units.published_name

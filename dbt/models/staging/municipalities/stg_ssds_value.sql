-- One row is one value of the System of Social and Demographic Statistics: municipality, item, year.
with

rows_read as (
    select * from {{ source('raw', 'ssds_value') }}
),

items as (
    select * from {{ ref('ssds_item') }}
)

select
    rows_read.code6,
    rows_read.municipality_id,
    rows_read.area as area_name,
    rows_read.item as item_code,
    items.statistic_code,
    rows_read.year as year_label,
    -- The system labels the register by the year before; up to the label 2012 it was counted on 31 March.
    case
        when items.day = 'census' then make_date(rows_read.year, 10, 1)
        when items.day = 'register' and rows_read.year <= 2012 then make_date(rows_read.year + 1, 3, 31)
        when items.day = 'register' then make_date(rows_read.year + 1, 1, 1)
    end as as_of_date,
    rows_read.value,
    rows_read.value_status,
    rows_read.unit as published_unit,
    rows_read.source_id,
    rows_read.source_file,
    rows_read.row_number
from rows_read
left join items on rows_read.item = items.item_code

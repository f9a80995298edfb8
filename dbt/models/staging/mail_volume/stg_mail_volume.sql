-- One row is one published number of items accepted: period × area × class × source × vintage.
with

rows_read as (
    select * from {{ source('raw', 'mail_volume') }}
),

class_names as (
    select * from {{ ref('mail_class_name') }}
)

select
    rows_read.period_type,
    rows_read.period as period_text,
    rows_read.fiscal_year,
    -- "2018-04..2018-12" names the first and the last month of a cumulative figure.
    case
        when rows_read.period_type = 'fiscal_year' then make_date(rows_read.fiscal_year, 4, 1)
        else cast(split_part(rows_read.period, '..', 1) || '-01' as date)
    end as period_start,
    case
        when rows_read.period_type = 'fiscal_year' then make_date(rows_read.fiscal_year + 1, 3, 31)
        when rows_read.period_type = 'cumulative'
            then last_day(cast(split_part(rows_read.period, '..', 2) || '-01' as date))
        else last_day(cast(rows_read.period || '-01' as date))
    end as period_end,
    rows_read.area as area_name,
    rows_read.item_class as published_class_name,
    class_names.mail_class_code,
    rows_read.volume_items,
    rows_read.volume_items_status as value_status,
    rows_read.yoy_pct,
    rows_read.vintage,
    {{ received_origin('rows_read') }}
from rows_read
left join class_names on rows_read.item_class = class_names.published_name

-- One row is one pilot project in one area and fiscal year.
with

rows_read as (
    select * from {{ source('raw', 'pilot') }}
),

prefectures as (
    select * from {{ ref('prefecture') }}
)

select
    rows_read.fiscal_year,
    prefectures.prefecture_code,
    rows_read.prefecture as prefecture_name,
    rows_read.area_ja,
    rows_read.area_level,
    rows_read.municipality_id,
    rows_read.type_ja,
    rows_read.type_en,
    rows_read.programme_ja,
    rows_read.programme_en,
    rows_read.title_ja,
    rows_read.title_en,
    rows_read.start_date,
    rows_read.start_precision,
    rows_read.end_date,
    rows_read.end_precision,
    rows_read.units_ja,
    rows_read.units_en,
    {{ received_origin('rows_read') }}
from rows_read
left join prefectures on rows_read.prefecture = prefectures.prefecture_ja

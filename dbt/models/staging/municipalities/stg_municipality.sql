-- One row is one prefecture, municipality or ward of the current list of local government codes.
with

rows_read as (
    select * from {{ source('raw', 'municipality') }}
),

prefectures as (
    select * from {{ ref('prefecture') }}
)

select
    rows_read.code6,
    rows_read.code5,
    prefectures.prefecture_code,
    rows_read.prefecture as prefecture_name,
    rows_read.county,
    rows_read.name_ja,
    rows_read.full_name_ja,
    rows_read.name_kana,
    rows_read.name_en,
    rows_read.municipality_type,
    rows_read.parent_code6,
    rows_read.counts_in_1741
from rows_read
left join prefectures on rows_read.prefecture = prefectures.prefecture_ja

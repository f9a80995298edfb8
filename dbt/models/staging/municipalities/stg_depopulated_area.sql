-- One row is one municipality in one edition of the list of depopulated areas.
with

rows_read as (
    select * from {{ source('raw', 'depopulated_area') }}
),

prefectures as (
    select * from {{ ref('prefecture') }}
)

select
    rows_read.as_of_date,
    prefectures.prefecture_code,
    rows_read.prefecture as prefecture_name,
    rows_read.name_ja,
    rows_read.municipality_id,
    case rows_read.designation
        when '全部過疎' then 'whole'
        when '一部過疎' then 'part'
        when 'みなし過疎' then 'deemed'
    end as designation_code,
    rows_read.designation as published_designation,
    rows_read.partial_area_ja,
    rows_read.source_file,
    rows_read.row_number
from rows_read
left join prefectures on rows_read.prefecture = prefectures.prefecture_ja

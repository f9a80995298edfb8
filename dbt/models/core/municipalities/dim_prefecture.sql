-- One row is one of the 47 prefectures, with its Japan Post region and its cell on the tile map.
with

prefectures as (
    select * from {{ ref('prefecture') }}
),

regions as (
    select * from {{ ref('region') }}
)

select
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    prefectures.region_code,
    regions.region_ja,
    regions.region_en,
    prefectures.tile_column,
    prefectures.tile_row
from prefectures
inner join regions on prefectures.region_code = regions.region_code

-- Fails where two prefectures lie on one cell of the tile map.
{{ config(meta={'dagster': {'ref': {'name': 'dim_prefecture'}}}) }}
select
    tile_column,
    tile_row,
    count(*) as prefecture_count
from {{ ref('dim_prefecture') }}
group by tile_column, tile_row
having count(*) > 1

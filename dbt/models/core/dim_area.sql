-- One row is one area that published figures speak of: the nation, a Japan Post region, a prefecture or a municipality.
with

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741 and valid_to is null
),

regions as (
    select * from {{ ref('region') }}
)

select
    'japan' as area_code,
    'national' as area_level,
    '全国' as area_name,
    '全国' as area_ja,
    'Japan' as area_en,
    cast(null as {{ dbt.type_string() }}) as prefecture_code,
    cast(null as {{ dbt.type_string() }}) as municipality_id

union all

select
    'region_' || region_code as area_code,
    'region' as area_level,
    region_ja as area_name,
    region_ja as area_ja,
    region_en as area_en,
    cast(null as {{ dbt.type_string() }}) as prefecture_code,
    cast(null as {{ dbt.type_string() }}) as municipality_id
from regions

union all

select
    'prefecture_' || prefecture_code as area_code,
    'prefecture' as area_level,
    prefecture_ja as area_name,
    prefecture_ja as area_ja,
    prefecture_en as area_en,
    prefecture_code,
    cast(null as {{ dbt.type_string() }}) as municipality_id
from prefectures

union all

-- Names repeat across prefectures, so a municipality is named with its prefecture.
select
    'municipality_' || municipalities.code5 as area_code,
    'municipality' as area_level,
    prefectures.prefecture_ja || municipalities.name_ja as area_name,
    prefectures.prefecture_ja || municipalities.name_ja as area_ja,
    municipalities.name_en || ', ' || prefectures.prefecture_en as area_en,
    municipalities.prefecture_code,
    municipalities.municipality_id
from municipalities
inner join prefectures on municipalities.prefecture_code = prefectures.prefecture_code

-- One row is one area that published figures speak of: the nation, a Japan Post region, a prefecture or a municipality of any time.
with

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where is_last_span
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
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as prefecture_code,
    cast(null as {{ dbt.type_string() }}) as municipality_id

union all

select
    'region_' || region_code as area_code,
    'region' as area_level,
    region_ja as area_name,
    region_ja as area_ja,
    region_en as area_en,
    region_code,
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
    cast(null as {{ dbt.type_string() }}) as region_code,
    prefecture_code,
    cast(null as {{ dbt.type_string() }}) as municipality_id
from prefectures

union all

-- Codes and names change hands, so a municipality is known by its id alone. It is shown with its prefecture, because
-- names repeat across prefectures, and a former body, whose romanised name is not known, in Japanese in both languages.
select
    'municipality_' || municipalities.municipality_id as area_code,
    'municipality' as area_level,
    cast(null as {{ dbt.type_string() }}) as area_name,
    prefectures.prefecture_ja
    || case
        when municipalities.municipality_type = 'designated_city_ward' then municipalities.full_name_ja
        else municipalities.name_ja
    end as area_ja,
    coalesce(municipalities.name_en, municipalities.name_ja) || ', ' || prefectures.prefecture_en as area_en,
    cast(null as {{ dbt.type_string() }}) as region_code,
    municipalities.prefecture_code,
    municipalities.municipality_id
from municipalities
inner join prefectures on municipalities.prefecture_code = prefectures.prefecture_code

-- One row is one prefecture: its municipalities and those with a publicly reported arrangement (a lower bound).
with

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

municipalities as (
    select
        prefecture_code,
        count(*) as municipality_count
    from {{ ref('dim_municipality') }}
    where counts_in_1741 and valid_to is null
    group by prefecture_code
),

contracts as (
    select
        prefecture_code,
        count(distinct municipality_id) as reported_municipality_count,
        count(*) as reported_contract_count,
        {{ any_sample() }} as has_sample
    from {{ ref('fct_outsourcing_contract') }}
    group by prefecture_code
)

select
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    prefectures.tile_column,
    prefectures.tile_row,
    cast(municipalities.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    cast(coalesce(contracts.reported_municipality_count, 0) as {{ dbt.type_int() }}) as reported_municipality_count,
    cast(coalesce(contracts.reported_contract_count, 0) as {{ dbt.type_int() }}) as reported_contract_count,
    100.0 * coalesce(contracts.reported_municipality_count, 0)
    / municipalities.municipality_count as reported_share_pct,
    coalesce(contracts.has_sample, false) as has_sample
from prefectures
inner join municipalities on prefectures.prefecture_code = municipalities.prefecture_code
left join contracts on prefectures.prefecture_code = contracts.prefecture_code

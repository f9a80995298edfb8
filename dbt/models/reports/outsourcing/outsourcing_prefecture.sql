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
    where {{ is_municipality_of_today() }}
    group by prefecture_code
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
    where is_last_span
),

-- An arrangement of a body divided since is one of no municipality of today.
contracts as (
    select
        arrangements.contract_id,
        successors.current_municipality_id,
        coalesce(current_bodies.prefecture_code, arrangements.prefecture_code) as prefecture_code,
        arrangements.is_sample
    from {{ ref('fct_outsourcing_contract') }} as arrangements
    left join successors on arrangements.municipality_id = successors.municipality_id
    left join {{ ref('dim_municipality') }} as current_bodies
        on successors.current_municipality_id = current_bodies.municipality_id
        and current_bodies.is_last_span
),

-- A prefecture without any report counts none.
reported as (
    select
        prefectures.prefecture_code,
        count(distinct contracts.current_municipality_id) as municipality_count,
        count(contracts.contract_id) as contract_count,
        {{ any_sample('contracts.is_sample') }} as has_sample
    from prefectures
    left join contracts on prefectures.prefecture_code = contracts.prefecture_code
    group by prefectures.prefecture_code
)

select
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    prefectures.tile_column,
    prefectures.tile_row,
    cast(municipalities.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    cast(reported.municipality_count as {{ dbt.type_int() }}) as reported_municipality_count,
    cast(reported.contract_count as {{ dbt.type_int() }}) as reported_contract_count,
    100.0 * reported.municipality_count / municipalities.municipality_count as reported_share_pct,
    -- Arrangements and municipalities are those of today.
    'as_now' as boundary_basis,
    reported.has_sample
from prefectures
inner join municipalities on prefectures.prefecture_code = municipalities.prefecture_code
inner join reported on prefectures.prefecture_code = reported.prefecture_code

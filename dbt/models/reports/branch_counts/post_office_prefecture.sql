-- One row is the post offices of one prefecture on one date.
with

counts as (
    select
        as_of_date,
        prefecture_code,
        status_code,
        office_type_code,
        {{ none_is_zero('office_count') }} as office_count,
        source_id,
        source_page,
        is_sample
    from {{ ref('fct_post_office_count') }}
    where is_preferred
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

-- Municipalities are added up; the prefecture rows of the register are left aside.
populations as (
    select
        prefecture_code,
        sum(population_persons) as population_persons
    from {{ ref('fct_population') }}
    where counts_in_1741 and is_latest
    group by prefecture_code
),

sources as (
    select * from {{ ref('dim_source') }}
),

totals as (
    select
        as_of_date,
        prefecture_code,
        sum(case when status_code = 'open' and office_type_code = 'direct' then office_count end) as open_direct,
        sum(case when status_code = 'open' and office_type_code = 'sub_office' then office_count end) as open_sub_office,
        sum(case when status_code = 'open' and office_type_code = 'contract' then office_count end) as open_contract,
        sum(case when status_code = 'open' then office_count end) as open_total,
        sum(case when status_code = 'closed' then office_count end) as closed_total,
        sum(office_count) as office_total,
        count(*) - count(office_count) as unknown_count,
        min(source_id) as source_id,
        min(source_page) as source_page,
        {{ any_sample() }} as has_sample
    from counts
    group by as_of_date, prefecture_code
),

-- A total over an unknown part would be too small: no total then.
complete_totals as (
    select
        as_of_date,
        prefecture_code,
        open_direct,
        open_sub_office,
        open_contract,
        case when unknown_count = 0 then open_total end as open_total,
        case when unknown_count = 0 then closed_total end as closed_total,
        case when unknown_count = 0 then office_total end as office_total,
        source_id,
        source_page,
        has_sample
    from totals
)

select
    totals.as_of_date,
    totals.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    prefectures.region_code,
    prefectures.region_ja,
    prefectures.region_en,
    prefectures.tile_column,
    prefectures.tile_row,
    cast(totals.open_direct as {{ dbt.type_int() }}) as open_direct,
    cast(totals.open_sub_office as {{ dbt.type_int() }}) as open_sub_office,
    cast(totals.open_contract as {{ dbt.type_int() }}) as open_contract,
    cast(totals.open_total as {{ dbt.type_int() }}) as open_total,
    cast(totals.closed_total as {{ dbt.type_int() }}) as closed_total,
    cast(totals.office_total as {{ dbt.type_int() }}) as office_total,
    100.0 * totals.closed_total / nullif(totals.office_total, 0) as closed_share_pct,
    cast(populations.population_persons as {{ dbt.type_bigint() }}) as population_persons,
    10000.0 * totals.open_total / nullif(populations.population_persons, 0) as offices_per_10k_persons,
    {{ source_columns('totals') }},
    totals.has_sample
from complete_totals as totals
inner join prefectures on totals.prefecture_code = prefectures.prefecture_code
left join populations on totals.prefecture_code = populations.prefecture_code
left join sources as source on totals.source_id = source.source_id

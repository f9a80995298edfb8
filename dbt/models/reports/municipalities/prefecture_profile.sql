-- One row is one prefecture: the population of its municipalities, and the medians they are read against.
with

profiles as (
    select * from {{ ref('municipality_profile') }}
),

measures as (
    select
        municipalities.prefecture_code,
        count(*) as municipality_count,
        sum(populations.value) as population_persons,
        -- Persons, not the mean of shares: a large city weighs as much as its people.
        sum(populations.value * shares.value) / nullif(sum(case when shares.value is not null then populations.value end), 0)
            as share_65plus_pct,
        max(populations.as_of_date) as as_of_date
    from {{ ref('dim_municipality') }} as municipalities
    left join {{ ref('int_municipality_measure') }} as populations
        on municipalities.municipality_id = populations.municipality_id
        and populations.measure = 'population'
    left join {{ ref('int_municipality_measure') }} as shares
        on municipalities.municipality_id = shares.municipality_id
        and shares.measure = 'share_65plus'
    where {{ is_municipality_of_today('municipalities') }}
    group by municipalities.prefecture_code
),

medians as (
    select
        prefecture_code,
        max(prefecture_population_median_persons) as population_median_persons,
        max(prefecture_share_65plus_median_pct) as share_65plus_median_pct,
        max(prefecture_population_change_median_pct) as population_change_median_pct,
        {{ any_sample('has_sample') }} as has_sample
    from profiles
    group by prefecture_code
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
)

select
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    prefectures.tile_column,
    prefectures.tile_row,
    cast(measures.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    1e0 * measures.population_persons as population_persons,
    1e0 * measures.share_65plus_pct as share_65plus_pct,
    measures.as_of_date,
    medians.population_median_persons,
    medians.share_65plus_median_pct,
    medians.population_change_median_pct,
    medians.has_sample
from prefectures
inner join measures on prefectures.prefecture_code = measures.prefecture_code
inner join medians on prefectures.prefecture_code = medians.prefecture_code

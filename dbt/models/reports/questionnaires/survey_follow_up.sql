-- One row is one count of bodies that have answered: wave × vintage × day × domain × domain value.
with

follow_up as (
    select * from {{ ref('fct_survey_follow_up') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

bands as (
    select * from {{ ref('population_band') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

-- Regions stand in the order of their prefectures, from north to south.
regions as (
    select
        region_code,
        region_ja,
        region_en,
        min(prefecture_code) as first_prefecture_code
    from {{ ref('dim_prefecture') }}
    group by region_code, region_ja, region_en
)

select
    follow_up.wave_id,
    follow_up.vintage,
    follow_up.as_of_date,
    follow_up.domain,
    follow_up.domain_value,
    cast(
        case
            when follow_up.domain = 'all' then 0
            else coalesce(
                bands.position,
                cast(prefectures.prefecture_code as {{ dbt.type_int() }}),
                cast(regions.first_prefecture_code as {{ dbt.type_int() }}),
                1000000
            )
        end as {{ dbt.type_int() }}
    ) as domain_value_position,
    case
        when follow_up.domain = 'all' then '全体'
        else coalesce(bands.population_band_ja, prefectures.prefecture_ja, regions.region_ja, follow_up.domain_value)
    end as domain_value_ja,
    case
        when follow_up.domain = 'all' then 'All'
        else coalesce(bands.population_band_en, prefectures.prefecture_en, regions.region_en, follow_up.domain_value)
    end as domain_value_en,
    follow_up.frame_count,
    follow_up.received_count,
    follow_up.missing_count,
    100.0 * follow_up.received_count / follow_up.frame_count as response_rate_pct,
    -- How well a body filled in its form stays between it and the office: in a small group a count names it.
    case when follow_up.domain = 'all' then follow_up.accepted_count end as accepted_count,
    case when follow_up.domain = 'all' then follow_up.accepted_with_errors_count end as accepted_with_errors_count,
    case when follow_up.domain = 'all' then follow_up.late_count end as late_count,
    coalesce(waves.nature = 'sample', false) as has_sample
from follow_up
inner join waves on follow_up.wave_id = waves.wave_id
left join bands on follow_up.domain = 'population_band' and follow_up.domain_value = bands.population_band_code
left join prefectures on follow_up.domain = 'prefecture' and follow_up.domain_value = prefectures.prefecture_code
left join regions on follow_up.domain = 'region' and follow_up.domain_value = regions.region_code

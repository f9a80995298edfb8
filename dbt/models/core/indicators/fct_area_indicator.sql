-- One row is one indicator of one prefecture or of the nation on one date: the ratio of the sums over its municipalities,
-- their largest value, or the value that all of them share.
with

indicators as (
    select * from {{ ref('dim_indicator') }}
),

-- A municipality counts with both of its numbers or not at all; one whose denominator is 0 counts, though it has no value.
municipal as (
    select
        figures.municipality_id,
        figures.prefecture_code,
        figures.indicator_id,
        figures.as_of_date,
        figures.denominator_date,
        -- A number of the prefecture stands with each of its municipalities: together they have it once.
        case
            when indicators.aggregation = 'prefecture' then figures.numerator_value / count(*) over (
                partition by figures.indicator_id, figures.as_of_date, figures.prefecture_code
            )
            else figures.numerator_value
        end as numerator_value,
        case
            when indicators.aggregation = 'prefecture' then figures.denominator_value / count(*) over (
                partition by figures.indicator_id, figures.as_of_date, figures.prefecture_code
            )
            else figures.denominator_value
        end as denominator_value,
        figures.has_sample,
        figures.numerator_value is not null
        and (indicators.denominator is null or figures.denominator_value is not null) as is_known
    from {{ ref('fct_municipality_indicator') }} as figures
    inner join indicators on figures.indicator_id = indicators.indicator_id
),

municipalities as (
    select prefecture_code
    from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

sizes as (
    select
        'prefecture_' || prefecture_code as area_code,
        count(*) as municipality_count
    from municipalities
    group by prefecture_code

    union all

    select
        'japan' as area_code,
        count(*) as municipality_count
    from municipalities
),

in_areas as (
    select
        'prefecture' as area_level,
        'prefecture_' || prefecture_code as area_code,
        municipal.*
    from municipal

    union all

    select
        'national' as area_level,
        'japan' as area_code,
        municipal.*
    from municipal
),

sums as (
    select
        in_areas.area_level,
        in_areas.area_code,
        in_areas.indicator_id,
        in_areas.as_of_date,
        in_areas.denominator_date,
        sum(case when in_areas.is_known then in_areas.numerator_value end) as numerator_sum,
        min(case when in_areas.is_known then in_areas.numerator_value end) as smallest_numerator,
        max(case when in_areas.is_known then in_areas.numerator_value end) as largest_numerator,
        sum(case when in_areas.is_known then in_areas.denominator_value end) as denominator_value,
        sum(case when in_areas.is_known then 1 else 0 end) as known_municipality_count,
        {{ any_sample('in_areas.has_sample') }} as has_sample
    from in_areas
    group by
        in_areas.area_level,
        in_areas.area_code,
        in_areas.indicator_id,
        in_areas.as_of_date,
        in_areas.denominator_date
),

-- Of percentages and distances no sum is published. One that lacks a municipality is not shared by all.
aggregated as (
    select
        sums.*,
        indicators.denominator,
        indicators.multiplier,
        indicators.subtract,
        sizes.municipality_count,
        sizes.municipality_count - sums.known_municipality_count as missing_municipality_count,
        case
            when indicators.aggregation = 'max' then sums.largest_numerator
            when indicators.aggregation <> 'shared' then sums.numerator_sum
            when sums.smallest_numerator = sums.largest_numerator
                and sums.known_municipality_count = sizes.municipality_count
                then sums.smallest_numerator
        end as numerator_value
    from sums
    inner join indicators on sums.indicator_id = indicators.indicator_id
    inner join sizes on sums.area_code = sizes.area_code
),

computed as (
    select
        *,
        case
            when denominator is null then multiplier * numerator_value - subtract
            when denominator_value > 0 then multiplier * numerator_value / denominator_value - subtract
        end as value
    from aggregated
)

select
    area_level,
    area_code,
    indicator_id,
    as_of_date,
    denominator_date,
    value,
    case
        when value is null then 'not_available'
        when missing_municipality_count > 0 then 'partial'
        else 'ok'
    end as value_status,
    numerator_value,
    denominator_value,
    cast(municipality_count as {{ dbt.type_int() }}) as municipality_count,
    cast(missing_municipality_count as {{ dbt.type_int() }}) as missing_municipality_count,
    has_sample
from computed

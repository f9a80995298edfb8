-- One row is one indicator of one prefecture or of the nation on one date: the ratio of the sums over its municipalities.
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
        figures.value,
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
        sum(case when in_areas.is_known then in_areas.numerator_value end) as numerator_value,
        sum(case when in_areas.is_known then in_areas.denominator_value end) as denominator_value,
        max(in_areas.value) as largest_value,
        count(*) as municipality_count,
        sum(case when in_areas.is_known then 0 else 1 end) as missing_municipality_count,
        {{ any_sample('in_areas.has_sample') }} as has_sample
    from in_areas
    group by
        in_areas.area_level,
        in_areas.area_code,
        in_areas.indicator_id,
        in_areas.as_of_date,
        in_areas.denominator_date
),

computed as (
    select
        sums.*,
        case
            when indicators.aggregation = 'none' then null
            when indicators.aggregation = 'max' then sums.largest_value
            when indicators.denominator is null then indicators.multiplier * sums.numerator_value - indicators.subtract
            when sums.denominator_value > 0
                then indicators.multiplier * sums.numerator_value / sums.denominator_value - indicators.subtract
        end as value
    from sums
    inner join indicators on sums.indicator_id = indicators.indicator_id
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

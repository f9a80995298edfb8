-- One row is one indicator of one municipality of today on one date, in today's boundaries.
with

indicators as (
    select * from {{ ref('dim_indicator') }}
),

components as (
    select * from {{ ref('int_indicator_component_as_now') }}
),

-- Without a date of its own an indicator is known on every date of its numerator.
numerators as (
    select
        components.municipality_id,
        indicators.indicator_id,
        indicators.denominator,
        indicators.multiplier,
        indicators.subtract,
        components.as_of_date,
        case
            when indicators.denominator is null then null
            when indicators.denominator_date is not null then indicators.denominator_date
            else cast(
                {{ dbt.dateadd('year', '-1 * coalesce(indicators.denominator_years_before, 0)', 'components.as_of_date') }}
                as date
            )
        end as denominator_date,
        components.value as numerator_value,
        components.has_sample
    from components
    inner join indicators on components.component = indicators.numerator
    where indicators.numerator_date is null or indicators.numerator_date = components.as_of_date
),

-- A date for which nobody has a denominator gives no rows; a municipality alone without one is not available.
pairs as (
    select
        numerators.municipality_id,
        numerators.indicator_id,
        numerators.as_of_date,
        numerators.denominator_date,
        numerators.numerator_value,
        denominators.value as denominator_value,
        numerators.denominator,
        numerators.denominator is not null as is_ratio,
        numerators.multiplier,
        numerators.subtract,
        numerators.has_sample or coalesce(denominators.has_sample, false) as has_sample
    from numerators
    left join components as denominators
        on numerators.municipality_id = denominators.municipality_id
        and numerators.denominator = denominators.component
        and numerators.denominator_date = denominators.as_of_date
    where numerators.denominator is null or denominators.municipality_id is not null
),

computed as (
    select
        *,
        case
            when not is_ratio then multiplier * numerator_value - subtract
            when denominator_value > 0 then multiplier * numerator_value / denominator_value - subtract
        end as value
    from pairs
),

-- The population that cards are held against is of an earlier day than the cards themselves.
base_dates as (
    select
        'my_number_base_population' as component,
        as_of_date,
        max(base_date) as base_date
    from {{ ref('fct_my_number_card') }}
    group by as_of_date
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
)

select
    computed.municipality_id,
    municipalities.code6,
    municipalities.prefecture_code,
    computed.indicator_id,
    computed.as_of_date,
    coalesce(base_dates.base_date, computed.denominator_date) as denominator_date,
    computed.value,
    case when computed.value is null then 'not_available' else 'ok' end as value_status,
    'as_now' as boundary_basis,
    computed.numerator_value,
    computed.denominator_value,
    computed.has_sample
from computed
inner join municipalities on computed.municipality_id = municipalities.municipality_id
left join base_dates
    on computed.denominator = base_dates.component
    and computed.denominator_date = base_dates.as_of_date

-- One row is one indicator: what it means, what it is computed from and how.
with

indicators as (
    select * from {{ ref('indicator_list') }}
),

units as (
    select * from {{ ref('dim_unit') }}
)

select
    indicators.indicator_id,
    indicators.position,
    indicators.name_ja,
    indicators.name_en,
    indicators.definition_ja,
    indicators.definition_en,
    indicators.unit_code,
    units.unit_ja,
    units.unit_en,
    indicators.direction,
    indicators.numerator,
    indicators.numerator_date,
    indicators.denominator,
    indicators.denominator_date,
    indicators.denominator_years_before,
    indicators.multiplier,
    indicators.subtract,
    indicators.aggregation,
    indicators.source_id,
    indicators.denominator_source_id,
    indicators.caveat_ja,
    indicators.caveat_en
from indicators
left join units on indicators.unit_code = units.unit_code

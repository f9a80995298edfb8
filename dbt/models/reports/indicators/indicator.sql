-- One row is one indicator: what it means, what it is computed from and how.
with

indicators as (
    select * from {{ ref('dim_indicator') }}
)

select
    indicator_id,
    cast(position as {{ dbt.type_int() }}) as position,
    name_ja,
    name_en,
    definition_ja,
    definition_en,
    unit_code as unit,
    unit_ja,
    unit_en,
    direction,
    numerator,
    numerator_date,
    denominator,
    denominator_date,
    cast(denominator_years_before as {{ dbt.type_int() }}) as denominator_years_before,
    multiplier,
    subtract,
    aggregation,
    source_id,
    denominator_source_id,
    caveat_ja,
    caveat_en,
    false as has_sample
from indicators

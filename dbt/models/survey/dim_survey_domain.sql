-- One row is one group of municipalities that answers are shown for: all of them, or one population band.
select
    'all' as domain,
    'all' as domain_value,
    '全体' as domain_value_ja,
    'All' as domain_value_en,
    0 as domain_value_position

union all

select
    'population_band' as domain,
    population_band_code as domain_value,
    population_band_ja as domain_value_ja,
    population_band_en as domain_value_en,
    population_band_position as domain_value_position
from {{ ref('dim_population_band') }}

-- One row is one group of bodies that everybody knows by its code: a population band, a region, a prefecture.
select
    'population_band' as domain,
    population_band_code as domain_value
from {{ ref('population_band') }}

union all

select distinct
    'region' as domain,
    region_code as domain_value
from {{ ref('dim_prefecture') }}

union all

select
    'prefecture' as domain,
    prefecture_code as domain_value
from {{ ref('dim_prefecture') }}

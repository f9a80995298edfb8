-- One row is one group of municipalities that answers are shown for, as far as its code is no name: all of them, one
-- value of a domain of the default frame, or a body that is a group of its own and is not named.
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
    position as domain_value_position
from {{ ref('population_band') }}

union all

select
    'region' as domain,
    region_code as domain_value,
    region_ja as domain_value_ja,
    region_en as domain_value_en,
    position as domain_value_position
from {{ ref('region') }}

union all

select
    'prefecture' as domain,
    prefecture_code as domain_value,
    prefecture_ja as domain_value_ja,
    prefecture_en as domain_value_en,
    cast(prefecture_code as {{ dbt.type_int() }}) as domain_value_position
from {{ ref('dim_prefecture') }}

union all

select distinct
    attribute as domain,
    value as domain_value,
    {{ dbt.concat(["'名称を公表しない区分'", dbt.replace('value', "'group_of_one_'", "''")]) }} as domain_value_ja,
    {{ dbt.concat(["'Group of one body '", dbt.replace('value', "'group_of_one_'", "''"), "' (not named)'"]) }}
        as domain_value_en,
    999999 as domain_value_position
from {{ ref('int_unit_attribute') }}
where value like 'group_of_one_%'

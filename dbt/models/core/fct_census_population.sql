-- One row is the census population of one municipality, ward or prefecture on one date.
with

populations as (
    select * from {{ ref('stg_census_population') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    populations.code6,
    populations.municipality_id,
    -- The first two digits of any code are its prefecture.
    substring(populations.code6, 1, 2) as prefecture_code,
    coalesce(municipalities.counts_in_1741, false) as counts_in_1741,
    populations.as_of_date,
    populations.population_persons,
    populations.population_status,
    populations.male_persons,
    populations.male_status,
    populations.female_persons,
    populations.female_status,
    coalesce(received_file.nature = 'sample', false) as is_sample,
    populations.source_file,
    populations.row_number
from populations
left join municipalities
    on populations.municipality_id = municipalities.municipality_id
    and populations.as_of_date >= municipalities.valid_from
    and populations.as_of_date < coalesce(municipalities.valid_to, cast('9999-12-31' as date))
left join files as received_file on populations.source_file = received_file.source_file

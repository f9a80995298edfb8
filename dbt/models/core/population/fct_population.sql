-- One row is the registered population of one municipality, ward or prefecture on one date.
with

populations as (
    select * from {{ ref('int_population') }}
    where is_preferred
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
),

bands as (
    select * from {{ ref('population_band') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
)

select
    populations.code6,
    populations.municipality_id,
    -- The first two digits of any code are its prefecture.
    substring(populations.code6, 1, 2) as prefecture_code,
    case
        when municipalities.municipality_type is not null then municipalities.municipality_type
        when substring(populations.code6, 3, 3) = '000' then 'prefecture'
        -- A code that belonged to no body on that day.
        else 'not_matched'
    end as area_type,
    coalesce(municipalities.counts_in_1741, false) as counts_in_1741,
    populations.as_of_date,
    populations.population_persons,
    populations.population_status,
    populations.population_65plus_persons,
    populations.population_65plus_status,
    populations.share_65plus_pct,
    case when municipalities.counts_in_1741 then bands.population_band_code end as population_band_code,
    row_number() over (
        -- By body, not by code: a body's code may change between two dates.
        partition by coalesce(populations.municipality_id, populations.code6)
        order by populations.as_of_date desc, populations.source_file, populations.row_number
    ) = 1 as is_latest,
    sample_file.source_file is not null as is_sample,
    populations.source_file,
    populations.row_number
from populations
left join municipalities
    on populations.municipality_id = municipalities.municipality_id
    and {{ valid_on('populations.as_of_date', 'municipalities') }}
left join bands
    on populations.population_persons >= bands.minimum_persons
    and populations.population_persons < coalesce(bands.below_persons, 1000000000)
left join sample_files as sample_file on populations.source_file = sample_file.source_file

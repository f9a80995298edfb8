-- One row is one published number of agreements: kind × metric × area × date × competing row.
with

agreements as (
    select * from {{ ref('fct_agreement') }}
),

services as (
    select * from {{ ref('service') }}
),

metrics as (
    select * from {{ ref('metric') }}
    where subject = 'agreement'
),

areas as (
    select * from {{ ref('dim_area') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

dates as (
    select distinct as_of_date from agreements
),

-- The municipalities of each date, special wards included.
nation as (
    select
        dates.as_of_date,
        count(*) as municipality_count
    from dates
    inner join {{ ref('dim_municipality') }} as municipality
        on municipality.counts_in_1741
        and {{ valid_on('dates.as_of_date', 'municipality') }}
    group by dates.as_of_date
)

select
    agreements.service_code as agreement_code,
    services.service_ja as agreement_ja,
    services.service_en as agreement_en,
    areas.area_ja,
    areas.area_en,
    agreements.area_level,
    areas.region_code,
    agreements.metric,
    metrics.metric_ja,
    metrics.metric_en,
    agreements.as_of_date,
    agreements.as_of_precision,
    agreements.value,
    units.unit_ja,
    units.unit_en,
    case
        when agreements.metric = 'municipalities' and agreements.area_level = 'national'
            then 100.0 * agreements.value / nation.municipality_count
    end as computed_share_pct,
    agreements.is_preferred,
    agreements.note_ja,
    agreements.note_en,
    {{ source_columns('agreements') }},
    agreements.is_sample as has_sample
from agreements
left join nation on agreements.as_of_date = nation.as_of_date
inner join services on agreements.service_code = services.service_code
inner join metrics on agreements.metric = metrics.metric
left join areas on agreements.area_code = areas.area_code
left join units on agreements.unit_code = units.unit_code
left join sources as source on agreements.source_id = source.source_id

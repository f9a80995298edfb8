-- One row is one pilot project in one area and fiscal year.
with

pilots as (
    select * from {{ ref('fct_pilot') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where is_last_span
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
    where is_last_span
),

years as (
    select * from {{ ref('dim_fiscal_period') }}
    where period_type = 'fiscal_year'
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    pilots.pilot_id,
    cast(coalesce(pilots.fiscal_year, years.fiscal_year) as {{ dbt.type_int() }}) as fiscal_year,
    years.period_ja as fiscal_year_ja,
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    municipalities.code5 as municipality_code5,
    coalesce(municipalities.name_ja, pilots.area_ja) as area_ja,
    -- The romanised name of a former body is not known, and a region has none in the list of codes: the Japanese name,
    -- or the prefecture, stands in for it.
    coalesce(municipalities.name_en, municipalities.name_ja, prefectures.prefecture_en) as area_en,
    pilots.type_ja,
    pilots.type_en,
    pilots.programme_ja,
    pilots.programme_en,
    pilots.title_ja,
    pilots.title_en,
    pilots.start_date,
    pilots.start_precision,
    pilots.end_date,
    pilots.end_precision,
    pilots.units_ja,
    pilots.units_en,
    pilots.note_ja,
    pilots.note_en,
    {{ source_columns('pilots') }},
    -- A pilot is shown for the municipality of today; of a body divided since, which is none of its parts, as it was.
    case
        when pilots.municipality_id is null or successors.municipality_id is not null then 'as_now' else 'as_was'
    end as boundary_basis,
    pilots.is_sample as has_sample
from pilots
left join successors on pilots.municipality_id = successors.municipality_id
left join municipalities
    on coalesce(successors.current_municipality_id, pilots.municipality_id) = municipalities.municipality_id
-- The successor may lie in another prefecture.
inner join prefectures
    on coalesce(municipalities.prefecture_code, pilots.prefecture_code) = prefectures.prefecture_code
-- Where the source names no fiscal year, it is the one in which the pilot began.
left join years
    on pilots.fiscal_year = years.fiscal_year
    or (
        pilots.fiscal_year is null
        and pilots.start_precision in ('day', 'month')
        and pilots.start_date between years.period_start and years.period_end
    )
left join sources as source on pilots.source_id = source.source_id

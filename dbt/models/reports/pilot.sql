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

sources as (
    select * from {{ ref('dim_source') }}
)

select
    pilots.pilot_id,
    cast(pilots.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    pilots.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    municipalities.code5 as municipality_code5,
    pilots.area_ja,
    -- A region has no English name of its own in the list of codes; its prefecture stands for it.
    coalesce(municipalities.name_en, prefectures.prefecture_en) as area_en,
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
    -- A pilot is shown for the municipality of today.
    'as_now' as boundary_basis,
    pilots.is_sample as has_sample
from pilots
inner join prefectures on pilots.prefecture_code = prefectures.prefecture_code
left join municipalities on pilots.municipality_id = municipalities.municipality_id
left join sources as source on pilots.source_id = source.source_id

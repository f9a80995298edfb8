-- One row is one pilot project in one area and fiscal year.
with

pilots as (
    select * from {{ ref('stg_pilot') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    -- Pilots have no number of their own: prefecture, area and their order of start identify them.
    pilots.prefecture_code
    || '-' || coalesce(municipalities.code5, pilots.area_level)
    || '-' || cast(row_number() over (
        partition by pilots.prefecture_code, coalesce(municipalities.code5, pilots.area_level)
        order by pilots.fiscal_year nulls last, pilots.start_date nulls last, pilots.title_ja
    ) as {{ dbt.type_string() }}) as pilot_id,
    pilots.fiscal_year,
    pilots.prefecture_code,
    municipalities.municipality_id,
    pilots.area_ja,
    pilots.area_level,
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
    pilots.confidence,
    pilots.note_ja,
    pilots.note_en,
    pilots.source_id,
    pilots.source_page,
    {{ is_sample() }} as is_sample,
    pilots.source_file,
    pilots.row_number
from pilots
left join municipalities
    on pilots.prefecture_code = municipalities.prefecture_code
    and pilots.area_ja = municipalities.name_ja
    and pilots.area_level = 'municipality'
    and municipalities.valid_to is null
left join sources as source on pilots.source_id = source.source_id
left join files as received_file on pilots.source_file = received_file.source_file

-- One row is one pilot project in one area and fiscal year.
with

pilots as (
    select * from {{ ref('stg_pilot') }}
),

joined as (
    select
        coalesce(pilots.municipality_id, pilots.prefecture_code || '-' || pilots.area_level) as area_key,
        pilots.fiscal_year,
        pilots.prefecture_code,
        pilots.municipality_id,
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
    {{ join_origin('pilots') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by area_key, fiscal_year, source_id
            order by start_date nulls last, title_ja
        ) as sequence_in_source
    from joined
)

select
    -- Pilots have no number of their own: area, year and the source they were found in identify them.
    area_key || '-' || coalesce(cast(fiscal_year as {{ dbt.type_string() }}), 'undated') || '-' || source_id
    || case
        when sequence_in_source > 1 then '-' || cast(sequence_in_source as {{ dbt.type_string() }}) else ''
    end as pilot_id,
    fiscal_year,
    prefecture_code,
    municipality_id,
    area_ja,
    area_level,
    type_ja,
    type_en,
    programme_ja,
    programme_en,
    title_ja,
    title_en,
    start_date,
    start_precision,
    end_date,
    end_precision,
    units_ja,
    units_en,
    {{ kept_origin() }}
from numbered

-- One row is the number of facilities of one kind in one prefecture on one date.
with

figures as (
    select * from {{ ref('fct_prefecture_facility') }}
)

select
    figures.facility_code,
    types.facility_ja,
    types.facility_en,
    types.position as facility_position,
    figures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    figures.as_of_date,
    figures.as_of_precision,
    cast(figures.facility_count as {{ dbt.type_int() }}) as value,
    types.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    types.note_ja,
    types.note_en,
    {{ source_named('figures') }},
    figures.is_sample as has_sample
from figures
inner join {{ ref('prefecture_facility_type') }} as types on figures.facility_code = types.facility_code
inner join {{ ref('dim_prefecture') }} as prefectures on figures.prefecture_code = prefectures.prefecture_code
left join {{ ref('dim_unit') }} as units on types.unit_code = units.unit_code
left join {{ ref('dim_source') }} as source on figures.source_id = source.source_id

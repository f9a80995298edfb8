-- One row is one unit of the frame of one wave, with the key of the body it is where it is one.
with

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

own_frames as (
    select * from {{ ref('stg_survey_frame') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741
),

prefectures as (
    select * from {{ ref('stg_municipality') }}
    where municipality_type = 'prefecture'
),

-- The default frame: the bodies valid on the first field day.
municipalities_asked as (
    select
        waves.wave_id,
        waves.field_start,
        municipalities.code6 as unit_id,
        municipalities.full_name_ja as unit_name_ja,
        municipalities.municipality_id,
        municipalities.prefecture_code
    from waves
    inner join municipalities
        on {{ valid_on('waves.field_start', 'municipalities') }}
    where waves.universe_code = 'municipalities' and not waves.has_own_frame
),

prefectures_asked as (
    select
        waves.wave_id,
        waves.field_start,
        prefectures.code6 as unit_id,
        prefectures.full_name_ja as unit_name_ja,
        cast(null as {{ dbt.type_string() }}) as municipality_id,
        prefectures.prefecture_code
    from waves
    cross join prefectures
    where waves.universe_code = 'prefectures' and not waves.has_own_frame
),

together as (
    {%- for asked in ['municipalities_asked', 'prefectures_asked'] %}
    select
        wave_id,
        field_start,
        unit_id,
        unit_name_ja,
        municipality_id,
        prefecture_code,
        row_number() over (partition by wave_id order by unit_id) as position
    from {{ asked }}

    union all
    {% endfor %}
    select
        own_frames.wave_id,
        waves.field_start,
        own_frames.unit_id,
        own_frames.unit_name_ja,
        cast(null as {{ dbt.type_string() }}) as municipality_id,
        cast(null as {{ dbt.type_string() }}) as prefecture_code,
        own_frames.position
    from own_frames
    inner join waves on own_frames.wave_id = waves.wave_id
)

select
    cast(row_number() over (order by wave_id, position) as {{ dbt.type_int() }}) as unit_key,
    wave_id,
    field_start,
    unit_id,
    unit_name_ja,
    municipality_id,
    prefecture_code,
    cast(position as {{ dbt.type_int() }}) as position
from together

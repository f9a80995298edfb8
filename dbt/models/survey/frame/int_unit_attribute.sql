-- One row is one attribute of one unit of a frame, in the frame's own text.
with

units as (
    select * from {{ ref('int_frame_unit') }}
),

own_attributes as (
    select * from {{ ref('stg_survey_frame_attribute') }}
),

known_groups as (
    select * from {{ ref('int_known_group') }}
),

-- A frame may hold anything. What one body alone has there could be its own name: such a group is numbered, not named.
groups_of_one as (
    select
        own_attributes.wave_id,
        own_attributes.attribute,
        own_attributes.value,
        row_number() over (
            partition by own_attributes.wave_id, own_attributes.attribute
            order by min(own_attributes.unit_id)
        ) as number
    from own_attributes
    left join known_groups
        on own_attributes.attribute = known_groups.domain and own_attributes.value = known_groups.domain_value
    where known_groups.domain is null
    group by own_attributes.wave_id, own_attributes.attribute, own_attributes.value
    having count(*) = 1
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

populations as (
    select * from {{ ref('fct_population') }}
    where population_band_code is not null
),

-- The population that counts is the last one known on the first field day, or else the first one after it.
bands as (
    select
        units.unit_key,
        populations.population_band_code,
        row_number() over (
            partition by units.unit_key
            order by
                case when populations.as_of_date <= units.field_start then 0 else 1 end,
                abs({{ dbt.datediff('populations.as_of_date', 'units.field_start', 'day') }}),
                populations.source_file,
                populations.row_number
        ) as nearest_first
    from units
    inner join populations on units.municipality_id = populations.municipality_id
)

select
    units.unit_key,
    units.wave_id,
    'population_band' as attribute,
    bands.population_band_code as value
from units
inner join bands on units.unit_key = bands.unit_key and bands.nearest_first = 1

union all

select
    units.unit_key,
    units.wave_id,
    'region' as attribute,
    prefectures.region_code as value
from units
inner join prefectures on units.prefecture_code = prefectures.prefecture_code

union all

select
    unit_key,
    wave_id,
    'prefecture' as attribute,
    prefecture_code as value
from units
where prefecture_code is not null

union all

select
    units.unit_key,
    units.wave_id,
    own_attributes.attribute,
    case
        when groups_of_one.number is null then own_attributes.value
        else {{ dbt.concat(["'group_of_one_'", "cast(groups_of_one.number as " ~ dbt.type_string() ~ ")"]) }}
    end as value
from units
inner join own_attributes on units.wave_id = own_attributes.wave_id and units.unit_id = own_attributes.unit_id
left join groups_of_one
    on own_attributes.wave_id = groups_of_one.wave_id
    and own_attributes.attribute = groups_of_one.attribute
    and own_attributes.value = groups_of_one.value

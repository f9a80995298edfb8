-- One row is one unit of a frame in one group that a weighting weights to.
with

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
)

-- A weighting by nothing brings the respondents up to the whole frame.
select
    units.wave_id,
    units.unit_id,
    'unweighted' as weighting,
    'all' as attribute,
    'all' as attribute_value
from units

union all

-- A column may be stratum and margin at once.
select distinct
    units.wave_id,
    units.unit_id,
    waves.weighting,
    attributes.attribute,
    attributes.value as attribute_value
from units
inner join waves on units.wave_id = waves.wave_id and waves.weighting <> 'unweighted'
inner join {{ ref('stg_survey_design') }} as designs
    on waves.wave_id = designs.wave_id and designs.role in ('stratum', 'margin')
inner join {{ ref('int_unit_attribute') }} as attributes
    on units.unit_key = attributes.unit_key and designs.attribute = attributes.attribute

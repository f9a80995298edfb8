-- One row is one group of units that a unit belongs to: all of them, or one value of a domain of its wave.
select
    unit_key,
    wave_id,
    'all' as domain,
    'all' as domain_value
from {{ ref('int_frame_unit') }}

union all

select
    attributes.unit_key,
    attributes.wave_id,
    attributes.attribute as domain,
    attributes.value as domain_value
from {{ ref('int_unit_attribute') }} as attributes
inner join {{ ref('stg_survey_design') }} as designs
    on attributes.wave_id = designs.wave_id
    and attributes.attribute = designs.attribute
    and designs.role = 'domain'

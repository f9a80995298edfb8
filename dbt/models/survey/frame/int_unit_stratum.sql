-- One row is one unit of the frame of a wave with strata, and its stratum.
select
    attributes.unit_key,
    attributes.wave_id,
    attributes.value as stratum
from {{ ref('int_unit_attribute') }} as attributes
inner join {{ ref('stg_survey_design') }} as designs
    on attributes.wave_id = designs.wave_id
    and attributes.attribute = designs.attribute
    and designs.role = 'stratum'

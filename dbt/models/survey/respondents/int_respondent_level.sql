-- One row is one respondent of a raked wave in its level of one margin.
select
    respondents.unit_key,
    respondents.wave_id,
    levels.level_key,
    levels.margin_position
from {{ ref('int_respondent') }} as respondents
inner join {{ ref('int_unit_attribute') }} as attributes on respondents.unit_key = attributes.unit_key
inner join {{ ref('int_margin_level') }} as levels
    on attributes.wave_id = levels.wave_id
    and attributes.attribute = levels.attribute
    and attributes.value = levels.value

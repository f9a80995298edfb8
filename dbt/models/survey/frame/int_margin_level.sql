-- One row is one level of one margin that a wave is raked to, with its units in the frame.
select
    cast(
        row_number() over (order by attributes.wave_id, designs.position, attributes.value)
        as {{ dbt.type_int() }}
    ) as level_key,
    attributes.wave_id,
    attributes.attribute,
    designs.position as margin_position,
    attributes.value,
    count(*) as n_frame
from {{ ref('int_unit_attribute') }} as attributes
inner join {{ ref('stg_survey_design') }} as designs
    on attributes.wave_id = designs.wave_id
    and attributes.attribute = designs.attribute
    and designs.role = 'margin'
group by attributes.wave_id, attributes.attribute, designs.position, attributes.value

-- One row is one respondent under one weighting, with its cell and its design weight (before any raking).
with

respondents as (
    select * from {{ ref('int_respondent') }}
),

cells as (
    select * from {{ ref('int_weighting_cell') }}
),

strata as (
    select
        attributes.unit_key,
        attributes.value
    from {{ ref('int_unit_attribute') }} as attributes
    inner join {{ ref('stg_survey_design') }} as designs
        on attributes.wave_id = designs.wave_id
        and attributes.attribute = designs.attribute
        and designs.role = 'stratum'
)

select
    respondents.unit_key,
    respondents.wave_id,
    respondents.unit_id,
    cells.weighting,
    cells.cell_key,
    cells.weight as design_weight
from respondents
left join strata on respondents.unit_key = strata.unit_key
inner join cells
    on respondents.wave_id = cells.wave_id
    and (cells.stratum is null or cells.stratum = strata.value)

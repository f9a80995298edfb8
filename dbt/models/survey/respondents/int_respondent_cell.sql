-- One row is one respondent under one weighting, with its cell and its design weight (before any raking).
with

respondents as (
    select * from {{ ref('int_respondent') }}
),

cells as (
    select * from {{ ref('int_weighting_cell') }}
),

strata as (
    select * from {{ ref('int_unit_stratum') }}
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
    and (cells.stratum is null or cells.stratum = strata.stratum)

-- One row is the weight of one respondent under one weighting: how many units of the frame it stands for.
with

respondent_cells as (
    select * from {{ ref('int_respondent_cell') }}
),

raked as (
    select * from {{ ref('int_raked_weight') }}
)

select
    respondent_cells.wave_id,
    respondent_cells.unit_id,
    respondent_cells.weighting,
    coalesce(raked.weight, respondent_cells.design_weight) as weight,
    respondent_cells.unit_key
from respondent_cells
left join raked
    on respondent_cells.unit_key = raked.unit_key and respondent_cells.weighting = 'raked'

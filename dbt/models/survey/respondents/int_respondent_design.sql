-- One row is one respondent under one weighting, as the functions of estimation take it.
select
    respondent_cells.unit_key,
    respondent_cells.wave_id,
    respondent_cells.weighting,
    respondent_cells.cell_key,
    respondent_cells.design_weight as base_weight,
    weights.weight,
    1 as size
from {{ ref('int_respondent_cell') }} as respondent_cells
inner join {{ ref('fct_weight') }} as weights
    on respondent_cells.unit_key = weights.unit_key and respondent_cells.weighting = weights.weighting

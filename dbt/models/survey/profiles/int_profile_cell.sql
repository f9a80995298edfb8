-- One row is one profile under one weighting: its cell, and its weight (final and before raking).
select
    profiles.profile_key,
    profiles.wave_id,
    profiles.n_respondents as size,
    respondent_cells.weighting,
    respondent_cells.cell_key,
    respondent_cells.design_weight as base_weight,
    weights.weight
from {{ ref('int_profile') }} as profiles
inner join {{ ref('int_respondent_cell') }} as respondent_cells
    on profiles.example_unit_key = respondent_cells.unit_key
inner join {{ ref('fct_weight') }} as weights
    on respondent_cells.unit_key = weights.unit_key and respondent_cells.weighting = weights.weighting

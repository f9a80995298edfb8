-- One row is one respondent with the weight of the wave's own weighting.
select
    weights.wave_id,
    weights.unit_id,
    weights.weight
from {{ ref('fct_weight') }} as weights
inner join {{ ref('dim_survey_wave') }} as waves
    on weights.wave_id = waves.wave_id and weights.weighting = waves.weighting

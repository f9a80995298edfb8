-- One row is one population band of municipalities used by the questionnaires.
select
    population_band_code,
    population_band_ja,
    population_band_en,
    position as population_band_position,
    minimum_persons,
    below_persons
from {{ ref('population_band') }}

-- One row is one of the ten municipalities most like another, by its standardised indicators.
select
    code6 as municipality_code6,
    municipality_id,
    neighbour_code6,
    distance,
    place,
    first_input_date,
    last_input_date,
    has_sample
from {{ ref('fct_finder_neighbour') }}
where is_neighbour

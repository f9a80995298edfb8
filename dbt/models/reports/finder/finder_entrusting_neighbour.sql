-- One row is one of the five municipalities most like another among those with an arrangement on record.
select
    code6 as municipality_code6,
    municipality_id,
    neighbour_code6,
    distance,
    entrusting_place as place,
    first_input_date,
    last_input_date,
    has_sample
from {{ ref('fct_finder_neighbour') }}
where entrusting_place is not null

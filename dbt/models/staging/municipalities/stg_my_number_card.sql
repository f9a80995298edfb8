-- One row is the number of My Number Cards issued in one municipality up to one date.
select
    code6,
    municipality_id,
    as_of_date,
    card_count,
    base_population_persons,
    base_date,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'my_number_card') }}

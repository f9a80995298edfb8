-- One row is one body, one body it went into, and the event.
select
    from_municipality_id,
    to_municipality_id,
    event_id,
    event_date,
    weight,
    weight_basis
from {{ source('raw', 'municipality_succession') }}

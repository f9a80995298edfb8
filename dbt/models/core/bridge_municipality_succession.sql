-- One row is one body, one body it went into (or, having given away a part, itself) and the event.
with

successions as (
    select * from {{ ref('stg_municipality_succession') }}
)

select
    from_municipality_id,
    to_municipality_id,
    event_id,
    event_date,
    weight,
    weight_basis
from successions

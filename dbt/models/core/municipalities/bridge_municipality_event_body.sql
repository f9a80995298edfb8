-- One row is one body before or after one event.
with

bodies as (
    select * from {{ ref('stg_municipality_event_body') }}
)

select
    event_id,
    side,
    role,
    municipality_id,
    code5,
    name_ja
from bodies

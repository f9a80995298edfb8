-- One row is one body over one span of unchanged territory and the body of today that holds the whole of it: itself, or the one that took it up.
with

shares as (
    select
        municipality_id,
        valid_from,
        valid_to,
        current_municipality_id,
        weight_basis,
        -- Several rows share the last span of a body that was divided.
        rank() over (partition by municipality_id order by valid_from desc) = 1 as is_last_span
    from {{ ref('bridge_municipality_current') }}
)

select
    municipality_id,
    valid_from,
    valid_to,
    current_municipality_id,
    is_last_span
from shares
-- A body still there is itself, whatever it has given away; one divided since has no successor of its own.
where current_municipality_id = municipality_id or weight_basis = 'whole'

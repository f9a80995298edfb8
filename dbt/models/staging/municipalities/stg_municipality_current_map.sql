-- One row is one body over one span of unchanged territory and one body that holds it today, or the part not allocated.
select
    municipality_id,
    valid_from,
    valid_to,
    current_municipality_id,
    weight,
    weight_basis
from {{ source('raw', 'municipality_current_map') }}

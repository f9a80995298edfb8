-- One row is one body over one span of unchanged territory and one body of today that holds it, or the part not allocated.
with

shares as (
    select * from {{ ref('stg_municipality_current_map') }}
)

select
    municipality_id,
    valid_from,
    valid_to,
    current_municipality_id,
    -- Null beside a body of today: it holds a part of unknown size. The weights there are add up to 1.
    weight,
    weight_basis
from shares

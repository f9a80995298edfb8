-- One row is one parcel carrier, or all of them together.
select
    carrier_code,
    carrier_ja,
    carrier_en,
    position as carrier_position
from {{ ref('carrier') }}

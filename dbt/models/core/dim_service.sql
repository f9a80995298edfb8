-- One row is one service that municipalities outsource to post offices, or one kind of agreement with them.
select
    service_code,
    service_ja,
    service_en,
    kind as service_kind,
    legal_basis_ja,
    legal_basis_en,
    position as service_position
from {{ ref('service') }}

-- One row is one way in which facilities are counted: in total, by kind, by status or by use.
select
    category_code,
    category_ja,
    category_en,
    position as category_position
from {{ ref('facility_category') }}

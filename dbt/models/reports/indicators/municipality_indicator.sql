-- One row is one indicator of one municipality of today on one date, in today's boundaries.
with

figures as (
    select * from {{ ref('fct_municipality_indicator') }}
)

select
    code6 as municipality_code6,
    municipality_id,
    indicator_id,
    as_of_date,
    denominator_date,
    value,
    value_status,
    boundary_basis,
    numerator_value,
    denominator_value,
    has_sample
from figures

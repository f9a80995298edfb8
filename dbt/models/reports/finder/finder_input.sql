-- One row is one input of one municipality to one side of the finder; missing is missing.
select
    code6 as municipality_code6,
    municipality_id,
    side,
    indicator_id,
    as_of_date,
    value,
    case when value is null then 'not_available' else 'ok' end as value_status,
    percentile,
    has_sample
from {{ ref('int_finder_input') }}

-- One row is one statistic of one municipality on one date, in the boundaries of that date.
select
    code6,
    municipality_id,
    statistic as statistic_code,
    as_of_date,
    value,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'municipality_statistic') }}

-- One row is one received row that was not loaded, with the rule and the reason.
select
    source_file,
    table_name,
    sheet,
    row_number,
    column_name,
    value,
    rule,
    reason_ja,
    reason_en,
    raw_text
from {{ source('raw', 'quarantined_row') }}

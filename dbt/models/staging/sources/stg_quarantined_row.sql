-- One row is one received row that was not loaded, with the rule and the reason.
select
    source_file,
    table_name,
    sheet,
    row_number,
    header,
    column_name,
    value,
    rule,
    rule_ja,
    rule_en,
    reason_ja,
    reason_en,
    raw_text,
    is_confidential
from {{ source('raw', 'quarantined_row') }}

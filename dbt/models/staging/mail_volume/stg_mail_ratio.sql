-- One row is one ratio as printed by one source.
select
    metric,
    definition_ja,
    definition_en,
    fiscal_year,
    value as ratio_pct,
    value_status,
    confidence,
    source_id,
    source_page,
    note_ja,
    note_en,
    source_file,
    row_number
from {{ source('raw', 'mail_ratio') }}

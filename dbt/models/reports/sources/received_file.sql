-- One row is one file as received, with its record and what became of its rows.
select
    source_file,
    table_name,
    subject,
    title_ja,
    title_en,
    compiled_by_ja,
    compiled_by_en,
    licence_ja,
    licence_en,
    received_on,
    sha256,
    nature,
    rows_read,
    rows_loaded,
    rows_quarantined,
    rows_ignored,
    nature = 'sample' as has_sample
from {{ ref('dim_received_file') }}

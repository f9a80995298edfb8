-- One row is one event of policy after the first report.
select
    event_date,
    event_precision,
    title_ja,
    title_en,
    confidence,
    source_id,
    source_page,
    note_ja,
    note_en,
    source_file,
    row_number
from {{ source('raw', 'policy_event') }}

-- One row is one file as received, with its record.
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
    nature
from {{ source('raw', 'received_file') }}

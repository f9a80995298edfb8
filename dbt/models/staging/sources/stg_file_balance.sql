-- One row is what became of the rows of one received file.
select
    source_file,
    table_name,
    rows_read,
    rows_loaded,
    rows_quarantined,
    rows_ignored
from {{ source('raw', 'file_balance') }}

-- One row is one file as received, with its record and what became of its rows.
with

files as (
    select * from {{ ref('stg_received_file') }}
),

balances as (
    select * from {{ ref('stg_file_balance') }}
)

select
    files.source_file,
    files.table_name,
    files.subject,
    files.title_ja,
    files.title_en,
    files.compiled_by_ja,
    files.compiled_by_en,
    files.licence_ja,
    files.licence_en,
    files.received_on,
    files.sha256,
    files.nature,
    balances.rows_read,
    balances.rows_loaded,
    balances.rows_quarantined,
    balances.rows_ignored
from files
left join balances on files.source_file = balances.source_file

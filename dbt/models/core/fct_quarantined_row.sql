-- One row is one received row that was not loaded, with the rule and the reason.
with

rejects as (
    select * from {{ ref('stg_quarantined_row') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    rejects.source_file,
    rejects.table_name,
    rejects.sheet,
    rejects.row_number,
    rejects.column_name,
    rejects.value,
    rejects.rule,
    rejects.reason_ja,
    rejects.reason_en,
    rejects.raw_text,
    coalesce(files.nature, 'published') as file_nature
from rejects
left join files on rejects.source_file = files.source_file

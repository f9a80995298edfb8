-- One row is one received row that was not loaded, with the rule and the reason.
with

rejects as (
    select * from {{ ref('stg_quarantined_row') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
),

rules as (
    select * from {{ ref('quarantine_rule') }}
)

select
    rejects.source_file,
    rejects.table_name,
    rejects.sheet,
    rejects.row_number,
    rejects.header,
    rejects.column_name,
    rejects.value,
    rejects.rule,
    -- What is wrong with a form has words of its own.
    coalesce(rules.rule_ja, rejects.rule_ja) as rule_ja,
    coalesce(rules.rule_en, rejects.rule_en) as rule_en,
    rejects.reason_ja,
    rejects.reason_en,
    rejects.raw_text,
    rejects.is_confidential,
    files.nature as file_nature,
    -- A file that no record calls published is not quoted, nor is anything that bodies told the survey office.
    files.nature is not null and files.nature = 'published' and not rejects.is_confidential as may_be_quoted
from rejects
left join files on rejects.source_file = files.source_file
left join rules on rejects.rule = rules.rule

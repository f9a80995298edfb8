-- One row is one arithmetic check as received with the figures.
with

checks as (
    select * from {{ ref('stg_derived_check') }}
),

files as (
    select * from {{ ref('stg_file_nature') }}
)

select
    checks.check_id,
    checks.formula,
    checks.inputs,
    checks.result_text,
    checks.result_value,
    checks.result_decimals,
    checks.published_text,
    checks.published_value,
    checks.published_decimals,
    checks.match_text,
    checks.note_ja,
    checks.note_en,
    coalesce(received_file.nature = 'sample', false) as is_sample,
    checks.source_file,
    checks.row_number
from checks
left join files as received_file on checks.source_file = received_file.source_file

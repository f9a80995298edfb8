-- One row is one arithmetic check as received with the figures.
with

checks as (
    select * from {{ ref('stg_derived_check') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
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
    sample_file.source_file is not null as is_sample,
    checks.source_file,
    checks.row_number
from checks
left join sample_files as sample_file on checks.source_file = sample_file.source_file

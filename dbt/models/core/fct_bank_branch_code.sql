-- One row is the number of institutions and of branch codes of one kind of financial institution at the end of one fiscal year; codes are not premises.
with

figures as (
    select * from {{ ref('stg_bank_branch_code') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    figures.fiscal_year,
    figures.as_of_date,
    figures.institution_type_code,
    figures.institution_count,
    figures.branch_code_count,
    'japan' as area_code,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
left join sources as source on figures.source_id = source.source_id
left join files as received_file on figures.source_file = received_file.source_file

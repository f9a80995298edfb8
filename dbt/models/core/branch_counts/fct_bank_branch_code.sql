-- One row is the number of institutions and of branch codes of one kind of financial institution at the end of one fiscal year; codes are not premises.
with

figures as (
    select * from {{ ref('stg_bank_branch_code') }}
)

select
    figures.fiscal_year,
    figures.as_of_date,
    figures.institution_type_code,
    figures.institution_count,
    figures.branch_code_count,
    'japan' as area_code,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}

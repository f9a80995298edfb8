-- One row is the number of institutions and of branch codes of one kind of financial institution at the end of one fiscal year.
select
    fiscal_year,
    as_of_date,
    institution_type as institution_type_code,
    institution_count,
    branch_code_count,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'bank_branch_code') }}

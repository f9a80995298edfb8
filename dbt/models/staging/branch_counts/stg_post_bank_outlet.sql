-- One row is the number of outlets acting for Japan Post Bank and of cash machines in one prefecture.
select
    as_of_date,
    substring(code6, 1, 2) as prefecture_code,
    prefecture as prefecture_name,
    outlet_count,
    contract_office_count,
    atm_count,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'post_bank_outlet') }}

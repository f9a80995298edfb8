-- One row is the number of staffed outlets of one kind of financial institution in one year.
select
    as_of_date,
    as_of_precision,
    institution_type as institution_type_code,
    staffed_outlet_count,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'bank_staffed_outlet') }}

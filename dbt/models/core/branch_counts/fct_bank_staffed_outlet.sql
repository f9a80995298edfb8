-- One row is the number of staffed outlets of one kind of financial institution in one year.
with

figures as (
    select * from {{ ref('stg_bank_staffed_outlet') }}
)

select
    figures.as_of_date,
    figures.as_of_precision,
    figures.institution_type_code,
    figures.staffed_outlet_count,
    'japan' as area_code,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}

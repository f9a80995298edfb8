-- One row is the number of staffed outlets of one kind of financial institution in one year.
with

figures as (
    select * from {{ ref('stg_bank_staffed_outlet') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    figures.as_of_date,
    figures.as_of_precision,
    figures.institution_type_code,
    figures.staffed_outlet_count,
    'japan' as area_code,
    figures.source_id,
    {{ is_sample() }} as is_sample,
    figures.source_file,
    figures.row_number
from figures
left join sources as source on figures.source_id = source.source_id
left join files as received_file on figures.source_file = received_file.source_file

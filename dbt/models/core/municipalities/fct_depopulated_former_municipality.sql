-- One row is one former municipality that a partial designation as a depopulated area is about.
with

former as (
    select * from {{ ref('stg_depopulated_former_municipality') }}
),

files as (
    select * from {{ ref('stg_file_nature') }}
)

select
    former.municipality_id,
    former.code6,
    former.as_of_date,
    former.former_municipality_id,
    former.former_code6,
    former.former_name_ja,
    coalesce(received_file.nature = 'sample', false) as is_sample,
    former.source_file,
    former.row_number
from former
left join files as received_file on former.source_file = received_file.source_file

-- One row is one former municipality that a partial designation as a depopulated area is about.
with

former as (
    select * from {{ ref('stg_depopulated_former_municipality') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
)

select
    former.municipality_id,
    former.code6,
    former.as_of_date,
    former.former_municipality_id,
    former.former_code6,
    former.former_name_ja,
    sample_file.source_file is not null as is_sample,
    former.source_file,
    former.row_number
from former
left join sample_files as sample_file on former.source_file = sample_file.source_file

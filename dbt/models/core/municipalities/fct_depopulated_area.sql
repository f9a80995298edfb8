-- One row is the designation of one municipality as a depopulated area in one edition of the list.
with

-- Two files may hold the same edition, the list itself and a table compiled from it; one of them counts.
designations as (
    select
        *,
        row_number() over (
            partition by as_of_date, prefecture_code, name_ja
            order by source_file, row_number
        ) as choice
    from {{ ref('stg_depopulated_area') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
)

select
    designations.municipality_id,
    municipalities.code6,
    designations.prefecture_code,
    -- The list has no codes; the code is that of the body its name was resolved to.
    designations.name_ja as published_name,
    designations.as_of_date,
    designations.designation_code,
    designations.partial_area_ja,
    sample_file.source_file is not null as is_sample,
    designations.source_file,
    designations.row_number
from designations
left join municipalities
    on designations.municipality_id = municipalities.municipality_id
    and {{ valid_on('designations.as_of_date', 'municipalities') }}
left join sample_files as sample_file on designations.source_file = sample_file.source_file
where designations.choice = 1

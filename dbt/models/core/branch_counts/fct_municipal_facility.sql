-- One row is one number of facilities of one type in one municipality on one date, from one file.
with

surveyed as (
    select
        code6,
        municipality_id,
        facility_type_code,
        as_of_date,
        fiscal_year,
        facility_count,
        value_status,
        'survey' as counted_from,
        source_file,
        row_number
    from {{ ref('stg_public_facility') }}
),

-- A list counts as one figure per municipality; its first row stands for it.
listed as (
    select
        code6,
        municipality_id,
        'municipal_branch' as facility_type_code,
        as_of_date,
        cast(null as {{ dbt.type_int() }}) as fiscal_year,
        count(*) as facility_count,
        'ok' as value_status,
        'list' as counted_from,
        source_file,
        min(row_number) as row_number
    from {{ ref('stg_branch_office') }}
    where is_municipal_branch
    group by code6, municipality_id, as_of_date, source_file
),

figures as (
    select * from surveyed
    union all
    select * from listed
),

sample_files as (
    select * from {{ ref('stg_sample_file') }}
)

select
    figures.code6,
    figures.municipality_id,
    substring(figures.code6, 1, 2) as prefecture_code,
    figures.facility_type_code,
    -- A list without a date of its own stays without one; it is never dated by its receipt.
    figures.as_of_date,
    figures.fiscal_year,
    cast(figures.facility_count as {{ dbt.type_int() }}) as facility_count,
    figures.value_status,
    figures.counted_from,
    sample_file.source_file is not null as is_sample,
    figures.source_file,
    figures.row_number
from figures
left join sample_files as sample_file on figures.source_file = sample_file.source_file

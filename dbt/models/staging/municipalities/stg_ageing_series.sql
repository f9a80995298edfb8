-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition and file.
with

rows_read as (
    select * from {{ source('raw', 'ageing_series') }}
),

names as (
    select * from {{ ref('age_group_name') }}
),

units as (
    select * from {{ ref('unit') }}
),

-- Classes of five years make the groups that a table does not print; classes that make none are left out.
grouped as (
    select
        rows_read.year,
        names.age_group,
        sum(rows_read.value) as value,
        units.unit_code,
        rows_read.kind,
        rows_read.edition,
        rows_read.source_id,
        rows_read.source_file,
        min(rows_read.row_number) as row_number
    from rows_read
    inner join names on rows_read.age_group = names.published_name
    left join units on rows_read.unit = units.published_name
    group by
        rows_read.year,
        names.age_group,
        units.unit_code,
        rows_read.kind,
        rows_read.edition,
        rows_read.source_id,
        rows_read.source_file
    having count(*) = max(names.part_count)
)

select
    year,
    make_date(year, 10, 1) as as_of_date,
    age_group,
    value,
    unit_code,
    kind,
    edition as edition_code,
    source_id,
    source_file,
    row_number
from grouped

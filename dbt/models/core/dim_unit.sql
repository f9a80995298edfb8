-- One row is one unit of measure, with its name in both languages.
with

names as (
    select
        unit_code,
        unit_ja,
        unit_en,
        row_number() over (partition by unit_code order by published_name) as choice
    from {{ ref('unit') }}
)

select
    unit_code,
    unit_ja,
    unit_en
from names
where choice = 1

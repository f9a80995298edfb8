-- One row is the designation of one municipality as a depopulated area in one edition of the list.
with

designations as (
    select * from {{ ref('fct_depopulated_area') }}
),

former as (
    select
        municipality_id,
        as_of_date,
        count(*) as former_municipality_count
    from {{ ref('fct_depopulated_former_municipality') }}
    group by municipality_id, as_of_date
)

select
    designations.code6 as municipality_code6,
    designations.municipality_id,
    designations.as_of_date,
    designations.published_name as municipality_ja,
    designations.designation_code,
    designations.partial_area_ja,
    cast(coalesce(former.former_municipality_count, 0) as {{ dbt.type_int() }}) as former_municipality_count,
    designations.is_sample as has_sample
from designations
left join former
    on designations.municipality_id = former.municipality_id
    and designations.as_of_date = former.as_of_date

-- One row is one dated fact of a received list or survey about one municipality of today: facilities of a type, or a designation.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741 and valid_to is null
),

facility_types as (
    select * from {{ ref('dim_facility_type') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
),

-- Each body as it is still there: what a body counted before it was merged is not a fact of its successor.
facilities as (
    select
        facilities.municipality_id,
        'facility' as fact_kind,
        facility_types.facility_type_ja as title_ja,
        facility_types.facility_type_en as title_en,
        cast(null as {{ dbt.type_string() }}) as detail_ja,
        1e0 * facilities.facility_count as value,
        facilities.value_status,
        facilities.as_of_date,
        facilities.source_file,
        facilities.row_number,
        facilities.is_sample
    from {{ ref('fct_municipal_facility') }} as facilities
    inner join facility_types on facilities.facility_type_code = facility_types.facility_type_code
),

designations as (
    select
        municipality_id,
        'depopulated_area' as fact_kind,
        case designation_code
            when 'part' then '過疎地域(一部過疎)'
            when 'deemed' then '過疎地域(みなし過疎)'
            else '過疎地域(全部過疎)'
        end as title_ja,
        case designation_code
            when 'part' then 'Depopulated area (a part of it)'
            when 'deemed' then 'Depopulated area (deemed)'
            else 'Depopulated area (all of it)'
        end as title_en,
        partial_area_ja as detail_ja,
        cast(null as double) as value,
        'none' as value_status,
        as_of_date,
        source_file,
        row_number,
        is_sample
    from {{ ref('fct_depopulated_area') }}
),

facts as (
    select * from facilities
    union all
    select * from designations
)

select
    municipalities.code6 as municipality_code6,
    municipalities.code5 as municipality_code5,
    facts.fact_kind,
    facts.title_ja,
    facts.title_en,
    facts.detail_ja,
    facts.value,
    facts.value_status,
    facts.as_of_date,
    facts.source_file,
    cast(facts.row_number as {{ dbt.type_int() }}) as row_number,
    files.title_ja as source_label_ja,
    files.title_en as source_label_en,
    facts.is_sample as has_sample
from facts
inner join municipalities on facts.municipality_id = municipalities.municipality_id
left join files on facts.source_file = files.source_file

-- One row is one number of facilities of one type in one body, as a fact about it.
-- Each body as it was counted: what a body counted before it was merged is not a fact of its successor.
with

facilities as (
    select * from {{ ref('fct_municipal_facility') }}
),

facility_types as (
    select * from {{ ref('facility_type') }}
)

select
    facilities.municipality_id,
    facilities.municipality_id as body_id,
    cast(null as {{ dbt.type_string() }}) as body_ja,
    'facility' as fact_kind,
    facility_types.facility_type_ja as title_ja,
    facility_types.facility_type_en as title_en,
    cast(null as {{ dbt.type_string() }}) as detail_ja,
    cast(null as {{ dbt.type_string() }}) as detail_en,
    cast(null as {{ dbt.type_string() }}) as answer_ja,
    cast(null as {{ dbt.type_string() }}) as answer_en,
    1e0 * facilities.facility_count as value,
    cast(null as {{ dbt.type_string() }}) as unit_ja,
    cast(null as {{ dbt.type_string() }}) as unit_en,
    facilities.value_status,
    facilities.as_of_date,
    cast(null as date) as until_date,
    cast(null as {{ dbt.type_string() }}) as until_precision,
    facilities.source_file,
    facilities.row_number,
    facilities.is_sample
from facilities
inner join facility_types on facilities.facility_type_code = facility_types.facility_type_code

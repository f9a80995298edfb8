-- One row is one designation of one body as a depopulated area, as a fact about it.
select
    municipality_id,
    municipality_id as body_id,
    cast(null as {{ dbt.type_string() }}) as body_ja,
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
    cast(null as {{ dbt.type_string() }}) as detail_en,
    cast(null as {{ dbt.type_string() }}) as answer_ja,
    cast(null as {{ dbt.type_string() }}) as answer_en,
    cast(null as double) as value,
    cast(null as {{ dbt.type_string() }}) as unit_ja,
    cast(null as {{ dbt.type_string() }}) as unit_en,
    'none' as value_status,
    as_of_date,
    cast(null as date) as until_date,
    cast(null as {{ dbt.type_string() }}) as until_precision,
    source_file,
    row_number,
    is_sample
from {{ ref('fct_depopulated_area') }}

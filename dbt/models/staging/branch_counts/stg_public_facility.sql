-- One row is the number of facilities of one type in one municipality at the end of one fiscal year.
{%- set facility_types = ['municipal_branch', 'community_hall', 'library'] %}
with

rows_read as (
    select * from {{ source('raw', 'public_facility') }}
)
{% for facility_type in facility_types %}
select
    fiscal_year,
    cast(cast(fiscal_year + 1 as {{ dbt.type_string() }}) || '-03-31' as date) as as_of_date,
    code6,
    prefecture as prefecture_name,
    name_ja as area_name,
    municipality_id,
    '{{ facility_type }}' as facility_type_code,
    {{ facility_type }}_count as facility_count,
    {{ facility_type }}_count_status as value_status,
    source_file,
    row_number
from rows_read
{{ 'union all' if not loop.last }}
{%- endfor %}

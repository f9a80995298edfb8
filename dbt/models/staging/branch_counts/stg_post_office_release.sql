-- One row is the number of post offices of one type and status in one prefecture on one date, from Japan Post's own table.
{%- set counts = [
    ('open', 'direct'), ('open', 'sub_office'), ('open', 'contract'),
    ('closed', 'direct'), ('closed', 'sub_office'), ('closed', 'contract'),
] %}
with

rows_read as (
    select * from {{ source('raw', 'post_office_release') }}
),

prefectures as (
    select * from {{ ref('prefecture') }}
),

counts as (
    {%- for status, office_type in counts %}
    select
        as_of_date,
        prefecture,
        '{{ status }}' as status_code,
        '{{ office_type }}' as office_type_code,
        {{ status }}_{{ office_type }}_count as office_count,
        {{ status }}_{{ office_type }}_count_status as value_status,
        source_id,
        source_file,
        row_number
    from rows_read
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    counts.as_of_date,
    'day' as as_of_precision,
    prefectures.prefecture_code,
    counts.prefecture as published_prefecture_name,
    counts.status_code,
    counts.office_type_code,
    counts.office_count,
    counts.value_status,
    'high' as confidence,
    counts.source_id,
    cast(null as {{ dbt.type_string() }}) as source_page,
    cast(null as {{ dbt.type_string() }}) as note_ja,
    cast(null as {{ dbt.type_string() }}) as note_en,
    counts.source_file,
    counts.row_number
from counts
left join prefectures on counts.prefecture = prefectures.prefecture_ja

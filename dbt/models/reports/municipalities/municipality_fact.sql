-- One row is one dated fact about one municipality of today: facilities of a type, a designation, or a survey answer that may be shown.
{% set fact %}
        municipality_id,
        body_id,
        body_ja,
        fact_kind,
        title_ja,
        title_en,
        detail_ja,
        detail_en,
        answer_ja,
        answer_en,
        value,
        unit_ja,
        unit_en,
        value_status,
        as_of_date,
        until_date,
        until_precision,
        source_file,
        row_number,
        is_sample
{%- endset %}
with

-- A further kind of fact is a model of this shape.
facts as (
    select {{ fact }}
    from {{ ref('int_municipality_facility') }}

    union all

    select {{ fact }}
    from {{ ref('int_municipality_designation') }}

    union all

    select {{ fact }}
    from {{ ref('int_municipality_answer') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

files as (
    select * from {{ ref('dim_received_file') }}
)

select
    municipalities.code6 as municipality_code6,
    municipalities.code5 as municipality_code5,
    facts.body_id,
    facts.body_ja,
    facts.fact_kind,
    facts.title_ja,
    facts.title_en,
    facts.detail_ja,
    facts.detail_en,
    facts.answer_ja,
    facts.answer_en,
    facts.value,
    facts.unit_ja,
    facts.unit_en,
    facts.value_status,
    facts.as_of_date,
    facts.until_date,
    facts.until_precision,
    facts.source_file,
    cast(facts.row_number as {{ dbt.type_int() }}) as row_number,
    files.title_ja as source_label_ja,
    files.title_en as source_label_en,
    facts.is_sample as has_sample
from facts
inner join municipalities on facts.municipality_id = municipalities.municipality_id
left join files on facts.source_file = files.source_file

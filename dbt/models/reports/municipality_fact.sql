-- One row is one dated fact about one municipality of today: facilities of a type, a designation, or a survey answer that may be shown.
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

questions as (
    select * from {{ ref('dim_question') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

-- Each body as it is still there: what a body counted before it was merged is not a fact of its successor.
facilities as (
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
    from {{ ref('fct_municipal_facility') }} as facilities
    inner join facility_types on facilities.facility_type_code = facility_types.facility_type_code
),

designations as (
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
),

-- That a body took part in a survey is itself an answer: what is published by name decides, and no second rule.
answers as (
    select
        wave_id,
        question_id,
        unit_id,
        {{ dbt.listagg("option_ja", "'、'", "order by option_position") }} as answer_ja,
        {{ dbt.listagg("option_en", "'; '", "order by option_position") }} as answer_en,
        max(value) as value,
        max(unit_ja) as unit_ja,
        max(unit_en) as unit_en,
        {{ any_sample('has_sample') }} as is_sample
    from {{ ref('survey_public_answer') }}
    group by wave_id, question_id, unit_id
),

-- The body is the one that had the code on the first field day. Its answer is shown where the whole of it
-- is today, under the name it answered by; an answer of a body divided since belongs to none of its parts.
survey_answers as (
    select
        successors.current_municipality_id as municipality_id,
        units.municipality_id as body_id,
        case when units.municipality_id <> successors.current_municipality_id then units.unit_name_ja end as body_ja,
        'survey' as fact_kind,
        waves.title_ja,
        waves.title_en,
        questions.question_ja as detail_ja,
        questions.question_en as detail_en,
        answers.answer_ja,
        answers.answer_en,
        answers.value,
        answers.unit_ja,
        answers.unit_en,
        case when answers.value is null then 'none' else 'ok' end as value_status,
        waves.field_start as as_of_date,
        waves.field_end as until_date,
        waves.field_end_precision as until_precision,
        -- Of a wave the instrument is the record: single forms are never named.
        'questionnaires/' || answers.wave_id || '/instrument.yml' as source_file,
        questions.question_position as row_number,
        answers.is_sample
    from answers
    inner join waves on answers.wave_id = waves.wave_id
    inner join questions on answers.wave_id = questions.wave_id and answers.question_id = questions.question_id
    inner join units on answers.wave_id = units.wave_id and answers.unit_id = units.unit_id
    inner join successors
        on units.municipality_id = successors.municipality_id
        and units.field_start >= successors.valid_from
        and units.field_start < coalesce(successors.valid_to, cast('9999-12-31' as date))
),

facts as (
    select * from facilities
    union all
    select * from designations
    union all
    select * from survey_answers
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

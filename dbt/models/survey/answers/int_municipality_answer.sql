-- One row is one answer of one body to one question, as a fact about the municipality that the whole body is part of today.
-- The body is the one that had the code on the first field day. Its answer is shown under the name it answered by;
-- an answer of a body divided since belongs to none of its parts.
with

answers as (
    select * from {{ ref('fct_public_answer') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

-- Options chosen in one question are one answer, in the order of the form.
given as (
    select
        answers.wave_id,
        answers.question_id,
        answers.unit_id,
        {{ dbt.listagg("options.option_ja", "'、'", "order by options.option_position") }} as answer_ja,
        {{ dbt.listagg("options.option_en", "'; '", "order by options.option_position") }} as answer_en,
        max(answers.value) as value
    from answers
    left join options
        on answers.wave_id = options.wave_id
        and answers.question_id = options.question_id
        and answers.option_code = options.option_code
    group by answers.wave_id, answers.question_id, answers.unit_id
)

select
    successors.current_municipality_id as municipality_id,
    units.municipality_id as body_id,
    case when units.municipality_id <> successors.current_municipality_id then units.unit_name_ja end as body_ja,
    'survey' as fact_kind,
    waves.title_ja,
    waves.title_en,
    questions.question_ja as detail_ja,
    questions.question_en as detail_en,
    given.answer_ja,
    given.answer_en,
    given.value,
    questions.unit_ja,
    questions.unit_en,
    case when given.value is null then 'none' else 'ok' end as value_status,
    waves.field_start as as_of_date,
    waves.field_end as until_date,
    waves.field_end_precision as until_precision,
    -- Of a wave the instrument is the record: single forms are never named.
    'questionnaires/' || given.wave_id || '/instrument.yml' as source_file,
    questions.question_position as row_number,
    false as is_sample
from given
inner join waves on given.wave_id = waves.wave_id
inner join questions on given.wave_id = questions.wave_id and given.question_id = questions.question_id
inner join units on given.wave_id = units.wave_id and given.unit_id = units.unit_id
inner join successors
    on units.municipality_id = successors.municipality_id
    and {{ valid_on('units.field_start', 'successors') }}

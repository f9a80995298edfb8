-- One row is one question of one wave (a version of a question), with its wording, type and universe.
with recursive

questions as (
    select * from {{ ref('stg_survey_question') }}
),

-- A question and the questions of earlier waves that it repeats, step by step.
lineage as (
    select
        wave_id,
        question_id,
        wave_id as origin_wave_id,
        question_id as origin_question_id,
        0 as step
    from questions

    union all

    select
        lineage.wave_id,
        lineage.question_id,
        questions.same_as_wave_id as origin_wave_id,
        questions.same_as_question_id as origin_question_id,
        lineage.step + 1 as step
    from lineage
    inner join questions
        on lineage.origin_wave_id = questions.wave_id
        and lineage.origin_question_id = questions.question_id
    -- Two waves that name each other would never end; nobody asks a question a hundred times.
    where questions.same_as_wave_id is not null and lineage.step < 100
),

origins as (
    select
        wave_id,
        question_id,
        origin_wave_id || '.' || origin_question_id as concept_id,
        row_number() over (partition by wave_id, question_id order by step desc) as nearest_to_origin
    from lineage
)

select
    cast(
        row_number() over (order by questions.wave_id, questions.position) as {{ dbt.type_int() }}
    ) as question_key,
    questions.wave_id,
    questions.question_id,
    origins.concept_id,
    questions.position as question_position,
    questions.text_ja as question_ja,
    questions.text_en as question_en,
    questions.question_type,
    questions.type_basis,
    questions.unit_ja,
    questions.unit_en,
    questions.disclosure,
    questions.per_question_id,
    questions.universe_ja,
    questions.universe_en,
    questions.asks_all_respondents
from questions
inner join origins
    on questions.wave_id = origins.wave_id
    and questions.question_id = origins.question_id
    and origins.nearest_to_origin = 1

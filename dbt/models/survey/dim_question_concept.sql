-- One row is one question as a stable concept, however often and in whatever words it was asked.
with

questions as (
    select * from {{ ref('dim_question') }}
),

waves as (
    select * from {{ ref('stg_survey_wave') }}
),

versions as (
    select
        questions.concept_id,
        questions.wave_id,
        questions.question_ja,
        questions.question_en,
        questions.question_type,
        waves.field_start,
        row_number() over (
            partition by questions.concept_id order by waves.field_start desc, questions.wave_id
        ) as newest_first,
        count(*) over (partition by questions.concept_id) as version_count,
        min(waves.field_start) over (partition by questions.concept_id) as first_asked_on
    from questions
    inner join waves on questions.wave_id = waves.wave_id
)

select
    concept_id,
    question_ja,
    question_en,
    question_type,
    version_count,
    first_asked_on,
    field_start as last_asked_on
from versions
where newest_first = 1

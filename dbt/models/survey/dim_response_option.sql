-- One row is one response option of one question.
with

options as (
    select * from {{ ref('stg_survey_option') }}
),

questions as (
    select * from {{ ref('dim_question') }}
)

select
    cast(
        row_number() over (order by questions.question_key, options.position) as {{ dbt.type_int() }}
    ) as option_key,
    questions.question_key,
    options.wave_id,
    options.question_id,
    options.option_code,
    options.position as option_position,
    options.label_ja as option_ja,
    options.label_en as option_en,
    options.is_exclusive
from options
inner join questions
    on options.wave_id = questions.wave_id and options.question_id = questions.question_id

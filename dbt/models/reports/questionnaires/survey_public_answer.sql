-- One row is one answer of one body to a question whose answers may be shown body by body; never of a sample wave.
with

answers as (
    select * from {{ ref('fct_public_answer') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
)

select
    answers.wave_id,
    answers.question_id,
    answers.unit_id,
    coalesce(answers.option_code, '') as option_code,
    units.unit_name_ja,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    cast(options.option_position as {{ dbt.type_int() }}) as option_position,
    options.option_ja,
    options.option_en,
    answers.value,
    questions.unit_ja,
    questions.unit_en,
    false as has_sample
from answers
inner join questions on answers.wave_id = questions.wave_id and answers.question_id = questions.question_id
left join units on answers.wave_id = units.wave_id and answers.unit_id = units.unit_id
left join options
    on answers.wave_id = options.wave_id
    and answers.question_id = options.question_id
    and answers.option_code = options.option_code

-- One row is one answer of one body that may be shown with its name: unit × question (× option); never of a sample wave.
-- That a body took part in a survey is itself an answer: what is published by name decides, and no second rule.
with

answers as (
    select * from {{ ref('fct_answer') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure = 'public' and question_type <> 'text'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
    where nature <> 'sample'
)

select
    answers.wave_id,
    answers.question_id,
    answers.unit_id,
    answers.option_code,
    answers.value
from answers
inner join waves on answers.wave_id = waves.wave_id
inner join questions on answers.wave_id = questions.wave_id and answers.question_id = questions.question_id

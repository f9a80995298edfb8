-- One row is one row of answers of one respondent, with its keys.
with

responses as (
    select * from {{ ref('stg_survey_response') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
)

select
    respondents.unit_key,
    questions.question_key,
    options.option_key,
    responses.value,
    responses.status = 'ok' as has_answer,
    responses.status = 'skipped' as says_not_asked
from responses
inner join respondents on responses.wave_id = respondents.wave_id and responses.unit_id = respondents.unit_id
inner join questions on responses.wave_id = questions.wave_id and responses.question_id = questions.question_id
left join options
    on questions.question_key = options.question_key
    and responses.option_code = options.option_code

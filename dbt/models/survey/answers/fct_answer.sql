-- One row is one chosen option, or the number given, of one respondent to one question that was put to it.
with

responses as (
    select * from {{ ref('int_response') }}
),

asked as (
    select * from {{ ref('fct_asked') }}
    where is_answered
),

options as (
    select * from {{ ref('dim_response_option') }}
)

select
    responses.unit_key,
    responses.question_key,
    responses.option_key,
    asked.wave_id,
    asked.question_id,
    asked.unit_id,
    options.option_code,
    responses.value
from responses
inner join asked
    on responses.unit_key = asked.unit_key and responses.question_key = asked.question_key
left join options on responses.option_key = options.option_key
where responses.has_answer and (responses.option_key is not null or responses.value is not null)

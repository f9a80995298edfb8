-- One row is one option that one respondent chose, by itself or, where it is a combined option, through any of its members.
{{ config(materialized='view') }}
with

answers as (
    select * from {{ ref('fct_answer') }}
    where option_key is not null
),

combined as (
    select
        options.option_key,
        options.question_key,
        options.wave_id,
        options.question_id,
        options.option_code,
        members.member_code
    from {{ ref('dim_response_option') }} as options
    inner join {{ ref('stg_survey_combined_option') }} as members
        on options.wave_id = members.wave_id
        and options.question_id = members.question_id
        and options.option_code = members.option_code
)

select
    unit_key,
    question_key,
    option_key,
    wave_id,
    question_id,
    unit_id,
    option_code
from answers

union all

select distinct
    answers.unit_key,
    combined.question_key,
    combined.option_key,
    combined.wave_id,
    combined.question_id,
    answers.unit_id,
    combined.option_code
from answers
inner join combined
    on answers.question_key = combined.question_key and answers.option_code = combined.member_code

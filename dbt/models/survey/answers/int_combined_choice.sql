-- One row is one combined option that one respondent chose through any of its members.
with

answers as (
    select * from {{ ref('fct_answer') }}
),

combined as (
    select
        options.option_key,
        options.question_key,
        options.option_code,
        members.member_code
    from {{ ref('dim_response_option') }} as options
    inner join {{ ref('stg_survey_combined_option') }} as members
        on options.wave_id = members.wave_id
        and options.question_id = members.question_id
        and options.option_code = members.option_code
)

select distinct
    answers.unit_key,
    combined.question_key,
    combined.option_key,
    combined.option_code
from answers
inner join combined
    on answers.question_key = combined.question_key and answers.option_code = combined.member_code

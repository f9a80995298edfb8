-- One row is one option of an earlier question that leads to a question.
select
    wave_id,
    question_id,
    asked_if_question_id,
    asked_if_option_code
from {{ source('raw', 'survey_routing') }}

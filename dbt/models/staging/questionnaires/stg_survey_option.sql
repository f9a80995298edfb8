-- One row is one response option of one question.
select
    wave_id,
    question_id,
    option_code,
    position,
    label_ja,
    label_en,
    is_exclusive
from {{ source('raw', 'survey_option') }}

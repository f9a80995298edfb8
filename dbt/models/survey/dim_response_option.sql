-- One row is one response option of one question.
select
    wave_id,
    question_id,
    option_code,
    position as option_position,
    label_ja as option_ja,
    label_en as option_en
from {{ ref('stg_survey_option') }}

-- One row is one question of one wave, with its wording, type and universe.
select
    wave_id,
    question_id,
    position as question_position,
    text_ja as question_ja,
    text_en as question_en,
    question_type,
    type_basis,
    disclosure,
    universe_ja,
    universe_en,
    asks_all_respondents
from {{ ref('stg_survey_question') }}

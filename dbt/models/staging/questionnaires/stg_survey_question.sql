-- One row is one question of one wave.
select
    wave_id,
    question_id,
    position,
    text_ja,
    text_en,
    question_type,
    type_basis,
    unit_ja,
    unit_en,
    disclosure,
    universe_ja,
    universe_en,
    -- The universe is words in the instrument. Only the plain statement that everybody who replied was
    -- asked counts here; "Apparently all …" does not.
    coalesce(
        universe_en like 'All responding%' or universe_en like 'All bodies that replied%', false
    ) as asks_all_respondents,
    same_as_wave_id,
    same_as_question_id,
    comparability,
    per_question_id
from {{ source('raw', 'survey_question') }}

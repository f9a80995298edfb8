-- One row is one option that a combined option of a question takes together with others.
select
    wave_id,
    question_id,
    option_code,
    position,
    label_ja,
    label_en,
    member_code
from {{ source('raw', 'survey_combined_option') }}

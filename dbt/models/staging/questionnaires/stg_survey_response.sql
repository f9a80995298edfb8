-- One row is one answer: a chosen option, a number, a text that was given, or that there is none.
select
    wave_id,
    unit_id,
    question_id,
    option_code,
    value,
    -- What was written in words stays in raw.
    status,
    source_file,
    row_number
from {{ source('raw', 'survey_response') }}

-- One row is one wave of a questionnaire.
select
    wave_id,
    title_ja,
    title_en,
    field_start,
    field_end,
    field_end_precision,
    universe as universe_code,
    nature
from {{ source('raw', 'survey_wave') }}

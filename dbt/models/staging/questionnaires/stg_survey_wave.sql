-- One row is one wave of a questionnaire.
select
    wave_id,
    title_ja,
    title_en,
    field_start,
    field_end,
    field_end_precision,
    interim_as_of,
    universe as universe_code,
    universe_note_ja,
    universe_note_en,
    has_own_frame,
    nature,
    weighting_method,
    disclosure_threshold,
    disclosure_minimum_base,
    disclosure_dominance_percent
from {{ source('raw', 'survey_wave') }}

-- One row is one unit of the frame of a wave that has a frame of its own.
select
    wave_id,
    unit_id,
    unit_name_ja,
    position,
    source_file,
    row_number
from {{ source('raw', 'survey_frame') }}

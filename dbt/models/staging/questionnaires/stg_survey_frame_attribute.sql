-- One row is one attribute of one unit of such a frame, in the frame's own text.
select
    wave_id,
    unit_id,
    attribute,
    value
from {{ source('raw', 'survey_frame_attribute') }}

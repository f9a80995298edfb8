-- One row is one column of the frame that a wave uses as stratum, margin or domain.
select
    wave_id,
    role,
    attribute,
    position
from {{ source('raw', 'survey_design') }}

-- One row is one answer of a body that is not in the frame of the wave, such as one merged away before it.
with

responses as (
    select * from {{ ref('stg_survey_response') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
)

select
    responses.wave_id,
    responses.unit_id,
    responses.question_id,
    responses.source_file,
    responses.row_number
from responses
left join units on responses.wave_id = units.wave_id and responses.unit_id = units.unit_id
where units.unit_key is null

-- One row is one respondent of one wave: a unit of the frame with any row of answers.
with

units as (
    select * from {{ ref('int_frame_unit') }}
),

answering as (
    select distinct
        wave_id,
        unit_id
    from {{ ref('stg_survey_response') }}
)

select
    units.unit_key,
    units.wave_id,
    units.unit_id
from units
inner join answering on units.wave_id = answering.wave_id and units.unit_id = answering.unit_id

-- One row is one stratum of the frame of a wave, with the units in it and those that answered.
with

units as (
    select * from {{ ref('int_frame_unit') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

strata as (
    select * from {{ ref('int_unit_stratum') }}
)

select
    units.wave_id,
    strata.stratum,
    count(*) as n_frame,
    count(respondents.unit_key) as n_respondents
from units
inner join strata on units.unit_key = strata.unit_key
left join respondents on units.unit_key = respondents.unit_key
group by units.wave_id, strata.stratum

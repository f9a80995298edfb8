-- One row is one unit of a later wave's frame beside itself in an earlier wave that questions are compared with.
with

pairs as (
    select distinct
        from_wave_id,
        to_wave_id
    from {{ ref('bridge_question_comparability') }}
    where has_same_scale
),

units as (
    select
        frame_units.unit_key,
        frame_units.wave_id,
        -- Bodies are matched by what stays with them for good, which a municipality of an own frame has
        -- through its code; units of other frames by their own id.
        coalesce(frame_units.municipality_id, municipalities.municipality_id, frame_units.unit_id) as stable_id
    from {{ ref('int_frame_unit') }} as frame_units
    inner join {{ ref('dim_survey_wave') }} as waves on frame_units.wave_id = waves.wave_id
    left join {{ ref('dim_municipality') }} as municipalities
        on waves.universe_code = 'municipalities'
        and municipalities.counts_in_1741
        and frame_units.unit_id in (municipalities.code6, municipalities.code5)
        and {{ valid_on('frame_units.field_start', 'municipalities') }}
),

strata as (
    select * from {{ ref('int_unit_stratum') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
)

select
    pairs.from_wave_id,
    pairs.to_wave_id,
    later.unit_key as to_unit_key,
    earlier.unit_key as from_unit_key,
    coalesce(strata.stratum, 'all') as stratum,
    responded_later.unit_key is not null as responded_to,
    responded_earlier.unit_key is not null as responded_from
from pairs
inner join units as later on pairs.to_wave_id = later.wave_id
-- A unit of the earlier frame that is no longer there has nothing to be compared with.
left join units as earlier
    on pairs.from_wave_id = earlier.wave_id and later.stable_id = earlier.stable_id
left join strata on later.unit_key = strata.unit_key
left join respondents as responded_later on later.unit_key = responded_later.unit_key
left join respondents as responded_earlier on earlier.unit_key = responded_earlier.unit_key

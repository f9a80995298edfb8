-- One row is one body that a difference between two waves is made of, seen from the question of either wave.
with

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

-- Bodies that exist in both frames; between the waves some merge.
common_units as (
    select * from {{ ref('int_panel_unit') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

answered as (
    select
        question_key,
        unit_key,
        unit_id
    from {{ ref('fct_asked') }}
    where is_answered
),

sides as (
    select
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        earlier.unit_id as from_unit_id,
        later.unit_id as to_unit_id
    from comparisons
    inner join common_units
        on comparisons.from_wave_id = common_units.from_wave_id
        and comparisons.to_wave_id = common_units.to_wave_id
    left join answered as earlier
        on comparisons.from_question_key = earlier.question_key
        and common_units.from_unit_key = earlier.unit_key
    left join answered as later
        on comparisons.to_question_key = later.question_key
        and common_units.to_unit_key = later.unit_key
)

-- The paired difference: bodies that answered validly in both waves.
select
    from_wave_id as wave_id,
    from_question_id as question_id,
    to_wave_id as panel,
    from_unit_id as unit_id
from sides
where from_unit_id is not null and to_unit_id is not null

union all

select
    to_wave_id as wave_id,
    to_question_id as question_id,
    from_wave_id as panel,
    to_unit_id as unit_id
from sides
where from_unit_id is not null and to_unit_id is not null

union all

-- The difference of all respondents: those of the common frame.
select
    comparisons.from_wave_id as wave_id,
    comparisons.from_question_id as question_id,
    comparisons.to_wave_id || ':frame' as panel,
    respondents.unit_id
from comparisons
inner join common_units
    on comparisons.from_wave_id = common_units.from_wave_id
    and comparisons.to_wave_id = common_units.to_wave_id
inner join respondents on common_units.from_unit_key = respondents.unit_key

union all

select
    comparisons.to_wave_id as wave_id,
    comparisons.to_question_id as question_id,
    comparisons.from_wave_id || ':frame' as panel,
    respondents.unit_id
from comparisons
inner join common_units
    on comparisons.from_wave_id = common_units.from_wave_id
    and comparisons.to_wave_id = common_units.to_wave_id
    and common_units.from_unit_key is not null
inner join respondents on common_units.to_unit_key = respondents.unit_key

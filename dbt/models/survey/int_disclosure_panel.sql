-- One row is one body that answered a question validly in two waves, seen from each of the two.
with

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

answered as (
    select
        wave_id,
        question_id,
        unit_id
    from {{ ref('fct_asked') }}
    where is_answered
),

in_both as (
    select
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        earlier.unit_id
    from comparisons
    inner join answered as earlier
        on comparisons.from_wave_id = earlier.wave_id and comparisons.from_question_id = earlier.question_id
    inner join answered as later
        on comparisons.to_wave_id = later.wave_id
        and comparisons.to_question_id = later.question_id
        and earlier.unit_id = later.unit_id
)

select
    from_wave_id as wave_id,
    from_question_id as question_id,
    to_wave_id as other_wave_id,
    unit_id
from in_both

union all

select
    to_wave_id as wave_id,
    to_question_id as question_id,
    from_wave_id as other_wave_id,
    unit_id
from in_both

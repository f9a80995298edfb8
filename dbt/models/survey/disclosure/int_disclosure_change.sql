-- One row is one option in two waves: by how few bodies the smallest group chose it in both, in one or in neither.
with

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

common_units as (
    select * from {{ ref('int_panel_unit') }}
),

answered as (
    select
        question_key,
        unit_key
    from {{ ref('fct_asked') }}
    where is_answered
),

options as (
    select * from {{ ref('dim_response_option') }}
),

choices as (
    select
        question_key,
        option_code,
        unit_key
    from {{ ref('fct_answer') }}

    union all

    select
        question_key,
        option_code,
        unit_key
    from {{ ref('int_combined_choice') }}
),

-- The error of a paired difference tells how many changed their answer.
patterns as (
    select
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        options.option_code,
        case when before.unit_key is null then 0 else 1 end as chose_before,
        case when after.unit_key is null then 0 else 1 end as chose_after,
        count(*) as body_count
    from comparisons
    inner join common_units
        on comparisons.from_wave_id = common_units.from_wave_id
        and comparisons.to_wave_id = common_units.to_wave_id
    inner join answered as earlier
        on comparisons.from_question_key = earlier.question_key
        and common_units.from_unit_key = earlier.unit_key
    inner join answered as later
        on comparisons.to_question_key = later.question_key
        and common_units.to_unit_key = later.unit_key
    inner join options on comparisons.to_question_key = options.question_key
    left join choices as before
        on comparisons.from_question_key = before.question_key
        and options.option_code = before.option_code
        and common_units.from_unit_key = before.unit_key
    left join choices as after
        on comparisons.to_question_key = after.question_key
        and options.option_code = after.option_code
        and common_units.to_unit_key = after.unit_key
    group by
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        options.option_code,
        case when before.unit_key is null then 0 else 1 end,
        case when after.unit_key is null then 0 else 1 end
)

select
    from_wave_id,
    from_question_id,
    to_wave_id,
    to_question_id,
    option_code,
    min(body_count) as fewest_bodies
from patterns
group by from_wave_id, from_question_id, to_wave_id, to_question_id, option_code

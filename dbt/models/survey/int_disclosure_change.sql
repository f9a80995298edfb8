-- One row is one option in two waves: by how few bodies the smallest group chose it in both, in one or in neither.
with

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

panels as (
    select * from {{ ref('int_disclosure_panel') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

answers as (
    select * from {{ ref('fct_answer') }}
),

-- The error of a paired difference tells how many changed their answer.
patterns as (
    select
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        options.option_code,
        case when earlier.unit_id is null then 0 else 1 end as chose_before,
        case when later.unit_id is null then 0 else 1 end as chose_after,
        count(*) as body_count
    from comparisons
    inner join panels
        on comparisons.from_wave_id = panels.wave_id
        and comparisons.from_question_id = panels.question_id
        and comparisons.to_wave_id = panels.other_wave_id
    inner join options
        on comparisons.to_wave_id = options.wave_id and comparisons.to_question_id = options.question_id
    left join answers as earlier
        on comparisons.from_wave_id = earlier.wave_id
        and comparisons.from_question_id = earlier.question_id
        and options.option_code = earlier.option_code
        and panels.unit_id = earlier.unit_id
    left join answers as later
        on comparisons.to_wave_id = later.wave_id
        and comparisons.to_question_id = later.question_id
        and options.option_code = later.option_code
        and panels.unit_id = later.unit_id
    group by
        comparisons.from_wave_id,
        comparisons.from_question_id,
        comparisons.to_wave_id,
        comparisons.to_question_id,
        options.option_code,
        case when earlier.unit_id is null then 0 else 1 end,
        case when later.unit_id is null then 0 else 1 end
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

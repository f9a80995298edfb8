-- One row is one day on which the forms of a wave are counted, or the final count.
with

waves as (
    select
        wave_id,
        field_start,
        -- Where only the month of the end is known, the field period ends with the month.
        case
            when field_end_precision = 'month' then cast({{ dbt.last_day('field_end', 'month') }} as date)
            else field_end
        end as last_field_day
    from {{ ref('dim_survey_wave') }} as held
    where held.wave_id in (select taken.wave_id from {{ ref('fct_form_submission') }} as taken)
),

-- A date before the field period is a slip; such a form counts from the first day on.
submission_days as (
    select distinct
        submissions.wave_id,
        submissions.submitted_on as day
    from {{ ref('fct_form_submission') }} as submissions
    inner join waves on submissions.wave_id = waves.wave_id
    where submissions.submitted_on >= waves.field_start and submissions.state <> 'refused'
),

days as (
    select wave_id, day from submission_days
    union
    select wave_id, field_start as day from waves
    union
    select wave_id, last_field_day as day from waves
),

last_days as (
    select
        wave_id,
        max(day) as last_day
    from days
    group by wave_id
)

select
    days.wave_id,
    case when days.day <= waves.last_field_day then 'interim' else 'late' end as vintage,
    days.day as as_of_date
from days
inner join waves on days.wave_id = waves.wave_id

union all

select
    wave_id,
    'final' as vintage,
    last_day as as_of_date
from last_days

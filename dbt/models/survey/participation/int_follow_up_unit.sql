-- One row is the form of one unit that counted in one snapshot.
with

snapshots as (
    select * from {{ ref('int_follow_up_snapshot') }}
),

submissions as (
    select * from {{ ref('fct_form_submission') }}
    where state <> 'refused' and unit_key is not null
),

-- A form without a date belongs to no day; the final count has it all the same.
counted as (
    select
        snapshots.wave_id,
        snapshots.vintage,
        snapshots.as_of_date,
        submissions.unit_key,
        submissions.state,
        submissions.is_late,
        row_number() over (
            partition by snapshots.wave_id, snapshots.vintage, snapshots.as_of_date, submissions.unit_key
            order by
                submissions.round_number desc,
                case when submissions.submitted_on is null then 1 else 0 end,
                submissions.submitted_on desc,
                submissions.source_file desc
        ) as latest_first
    from snapshots
    inner join submissions
        on snapshots.wave_id = submissions.wave_id
        and (submissions.submitted_on <= snapshots.as_of_date or snapshots.vintage = 'final')
)

select
    wave_id,
    vintage,
    as_of_date,
    unit_key,
    state,
    is_late
from counted
where latest_first = 1

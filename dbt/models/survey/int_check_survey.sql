-- One row is one arithmetic check on the questionnaires, recomputed from facts.
with

results as (
    select
        question_id,
        option_code,
        100.0 * response_count / base_count as share_pct
    from {{ ref('fct_survey_result') }}
    where domain = 'all' and response_count is not null and base_count > 0
),

participation as (
    select
        wave_id,
        max(case when metric = 'surveyed' then unit_count end) as surveyed_count,
        max(case when metric = 'returned' then unit_count end) as returned_count
    from {{ ref('fct_survey_participation') }}
    where is_preferred and question_id is null and domain = 'all'
    group by wave_id
)

select 'branch_difficulty' as check_id, share_pct as recomputed_value
from results
where question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1'

union all

select 'R5_difficult_and_outsourcing' as check_id, share_pct as recomputed_value
from results
where question_id = 'R5_BRANCH_DIFFICULT_X_STATUS' and option_code = '1'

union all

select 'already_cooperating' as check_id, share_pct as recomputed_value
from results
where question_id = 'R4_ALREADY' and option_code = '1'

union all

select 'R5_response_rate' as check_id, 100.0 * returned_count / surveyed_count as recomputed_value
from participation
where wave_id = 'fy2023_outsourcing'

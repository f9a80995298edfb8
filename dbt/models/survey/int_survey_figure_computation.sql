-- One row is one printed figure on the questionnaires, recomputed from facts.
with

results as (
    select
        question_id,
        option_code,
        response_count,
        100.0 * response_count / nullif(base_count, 0) as share_pct
    from {{ ref('fct_survey_result') }}
    where domain = 'all' and response_count is not null
),

branch_difficulty as (
    select
        'branch_difficulty_pct' as figure_id,
        share_pct as computed_value
    from results
    where question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1'
),

safety_cooperation as (
    select
        'safety_cooperation_pct' as figure_id,
        share_pct as computed_value
    from results
    where question_id = 'R4_ALREADY' and option_code = '1'
),

top_reason as (
    select
        'outsourcing_reason_top_count' as figure_id,
        max(response_count) as computed_value
    from results
    where question_id = 'R4_REASON'
    having count(*) > 0
),

-- April to December belong to the fiscal year of the same number, January to March to the one before.
branch_survey_year as (
    select
        'branch_survey_fiscal_year' as figure_id,
        extract(year from field_start)
        - case when extract(month from field_start) < 4 then 1 else 0 end as computed_value
    from {{ ref('dim_survey_wave') }}
    where wave_id = 'fy2023_outsourcing'
),

together as (
    select figure_id, computed_value from branch_difficulty
    union all
    select figure_id, computed_value from safety_cooperation
    union all
    select figure_id, computed_value from top_reason
    union all
    select figure_id, computed_value from branch_survey_year
)

select
    figure_id,
    cast(computed_value as double) as computed_value,
    cast(null as {{ dbt.type_string() }}) as computed_text,
    'recomputed' as method,
    cast(null as {{ dbt.type_string() }}) as evidence_source_id
from together
where computed_value is not null

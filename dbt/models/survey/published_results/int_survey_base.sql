-- One row is one question in one domain, with the base that follows from the counts where no base is published.
with

results as (
    select * from {{ ref('stg_survey_result') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

-- The final count of respondents to the whole wave.
wave_respondents as (
    select
        wave_id,
        domain,
        domain_value,
        unit_count
    from {{ ref('fct_survey_participation') }}
    where is_preferred
        and metric = 'respondents'
        and question_id is null
        and vintage = 'final'
),

options as (
    select * from {{ ref('dim_response_option') }}
),

options_per_question as (
    select
        wave_id,
        question_id,
        count(*) as option_count
    from options
    where not is_combined
    group by wave_id, question_id
),

counted as (
    select
        results.wave_id,
        results.question_id,
        results.domain,
        results.domain_value,
        count(case when not coalesce(options.is_combined, false) then results.response_count end)
            as counted_option_count,
        sum(case when not coalesce(options.is_combined, false) then results.response_count end) as option_sum
    from results
    left join options
        on results.wave_id = options.wave_id
        and results.question_id = options.question_id
        and results.option_code = options.option_code
    group by results.wave_id, results.question_id, results.domain, results.domain_value
),

candidates as (
    select
        counted.wave_id,
        counted.question_id,
        counted.domain,
        counted.domain_value,
        -- Options add up to the answers only where each respondent chose one and every option has a count.
        case
            when questions.question_type = 'single'
                and questions.type_basis = 'known'
                and counted.counted_option_count = options_per_question.option_count
                then counted.option_sum
        end as option_sum,
        case when questions.asks_all_respondents then wave_respondents.unit_count end as wave_respondent_count
    from counted
    inner join questions
        on counted.wave_id = questions.wave_id and counted.question_id = questions.question_id
    left join options_per_question
        on counted.wave_id = options_per_question.wave_id
        and counted.question_id = options_per_question.question_id
    left join wave_respondents
        on counted.wave_id = wave_respondents.wave_id
        and counted.domain = wave_respondents.domain
        and counted.domain_value = wave_respondents.domain_value
)

select
    wave_id,
    question_id,
    domain,
    domain_value,
    cast(coalesce(option_sum, wave_respondent_count) as {{ dbt.type_int() }}) as base_count,
    case
        when option_sum is not null then 'sum_of_options'
        when wave_respondent_count is not null then 'wave_respondents'
        else 'not_available'
    end as base_basis
from candidates

-- One row is one question of one respondent: asked and answered, asked and not answered, or routed out.
with

respondents as (
    select * from {{ ref('int_respondent') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

routes as (
    select * from {{ ref('int_question_route') }}
),

responses as (
    select * from {{ ref('int_response') }}
),

conditions as (
    select
        routed.question_key,
        options.option_key
    from {{ ref('stg_survey_routing') }} as links
    inner join questions as routed
        on links.wave_id = routed.wave_id and links.question_id = routed.question_id
    inner join options
        on links.wave_id = options.wave_id
        and links.asked_if_question_id = options.question_id
        and links.asked_if_option_code = options.option_code
),

-- Who chose an option that leads to a question.
conditions_met as (
    select distinct
        responses.unit_key,
        conditions.question_key
    from responses
    inner join conditions on responses.option_key = conditions.option_key
    where responses.has_answer
),

-- A question is asked of those who meet its condition and all conditions before it.
routes_taken as (
    select
        conditions_met.unit_key,
        routes.question_key,
        count(*) as met_count
    from conditions_met
    inner join routes on conditions_met.question_key = routes.routed_question_key
    group by conditions_met.unit_key, routes.question_key
),

route_lengths as (
    select
        question_key,
        count(*) as condition_count
    from routes
    group by question_key
),

answers as (
    select
        unit_key,
        question_key,
        max(case when has_answer then 1 else 0 end) as has_answer,
        max(case when says_not_asked then 1 else 0 end) as says_not_asked
    from responses
    group by unit_key, question_key
),

asked as (
    select
        respondents.unit_key,
        questions.question_key,
        questions.wave_id,
        questions.question_id,
        respondents.unit_id,
        -- Without routing in the instrument, the respondent's own word counts.
        case
            when route_lengths.condition_count is null then coalesce(answers.says_not_asked, 0) = 0
            else coalesce(routes_taken.met_count, 0) = route_lengths.condition_count
        end as is_eligible,
        coalesce(answers.has_answer, 0) = 1 as has_answer
    from respondents
    inner join questions on respondents.wave_id = questions.wave_id
    left join route_lengths on questions.question_key = route_lengths.question_key
    left join routes_taken
        on respondents.unit_key = routes_taken.unit_key and questions.question_key = routes_taken.question_key
    left join answers
        on respondents.unit_key = answers.unit_key and questions.question_key = answers.question_key
)

select
    unit_key,
    question_key,
    wave_id,
    question_id,
    unit_id,
    is_eligible,
    is_eligible and has_answer as is_answered,
    is_eligible and not has_answer as is_missing,
    not is_eligible as is_routed_out,
    -- Loaded and reported, but in no base.
    not is_eligible and has_answer as is_answered_though_not_asked
from asked

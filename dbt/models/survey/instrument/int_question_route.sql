-- One row is one condition on the way to a question: its own, and those of the questions its condition asks about.
with recursive

questions as (
    select * from {{ ref('dim_question') }}
),

links as (
    select distinct
        wave_id,
        question_id,
        asked_if_question_id
    from {{ ref('stg_survey_routing') }}
),

routes as (
    select
        wave_id,
        question_id,
        question_id as routed_question_id,
        asked_if_question_id
    from links

    union all

    select
        routes.wave_id,
        routes.question_id,
        links.question_id as routed_question_id,
        links.asked_if_question_id
    from routes
    inner join links
        on routes.wave_id = links.wave_id and routes.asked_if_question_id = links.question_id
)

select
    questions.question_key,
    routed.question_key as routed_question_key
from routes
inner join questions
    on routes.wave_id = questions.wave_id and routes.question_id = questions.question_id
inner join questions as routed
    on routes.wave_id = routed.wave_id and routes.routed_question_id = routed.question_id

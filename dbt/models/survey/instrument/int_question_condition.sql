-- One row is the condition on which a question is asked, in words: the earlier question, and its options in the order of the form.
select
    routes.wave_id,
    routes.question_id,
    routes.asked_if_question_id,
    max(filters.question_ja) as asked_if_ja,
    max(filters.question_en) as asked_if_en,
    {{ dbt.listagg("options.option_ja", "'」又は「'", "order by options.option_position") }} as options_ja,
    {{ dbt.listagg("options.option_en", "'\" or \"'", "order by options.option_position") }} as options_en
from {{ ref('stg_survey_routing') }} as routes
inner join {{ ref('dim_question') }} as filters
    on routes.wave_id = filters.wave_id and routes.asked_if_question_id = filters.question_id
inner join {{ ref('dim_response_option') }} as options
    on routes.wave_id = options.wave_id
    and routes.asked_if_question_id = options.question_id
    and routes.asked_if_option_code = options.option_code
group by routes.wave_id, routes.question_id, routes.asked_if_question_id

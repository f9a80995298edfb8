-- One row is one response option of one question that may be published.
select
    options.wave_id,
    options.question_id,
    options.option_code,
    cast(options.option_position as {{ dbt.type_int() }}) as option_position,
    options.option_ja,
    options.option_en,
    options.is_exclusive,
    options.is_combined,
    options.combined_of,
    waves.nature = 'sample' as has_sample
from {{ ref('dim_response_option') }} as options
inner join {{ ref('dim_question') }} as questions
    on options.wave_id = questions.wave_id
    and options.question_id = questions.question_id
    and questions.disclosure <> 'never'
inner join {{ ref('dim_survey_wave') }} as waves on options.wave_id = waves.wave_id

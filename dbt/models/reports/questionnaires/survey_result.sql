-- One row is one published count and its share: wave × question × option × domain.
with

results as (
    select * from {{ ref('fct_survey_result') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    results.wave_id,
    results.question_id,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    questions.question_ja,
    questions.question_en,
    questions.question_type,
    questions.type_basis,
    questions.universe_ja,
    questions.universe_en,
    results.option_code,
    cast(options.option_position as {{ dbt.type_int() }}) as option_position,
    options.option_ja,
    options.option_en,
    results.domain,
    results.domain_value,
    domains.domain_value_ja,
    domains.domain_value_en,
    domains.domain_value_position,
    results.response_count,
    results.value_status,
    results.base_count,
    results.base_basis,
    100.0 * results.response_count / nullif(results.base_count, 0) as share_pct,
    results.note_ja,
    results.note_en,
    {{ source_columns('results') }},
    results.is_sample as has_sample
from results
left join questions
    on results.wave_id = questions.wave_id and results.question_id = questions.question_id
left join options
    on results.wave_id = options.wave_id
    and results.question_id = options.question_id
    and results.option_code = options.option_code
left join domains
    on results.domain = domains.domain and results.domain_value = domains.domain_value
left join sources as source on results.source_id = source.source_id

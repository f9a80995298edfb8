-- One row is one published count with the base its share is taken of: wave × question × option × domain.
with

results as (
    select * from {{ ref('stg_survey_result') }}
),

bases as (
    select * from {{ ref('int_survey_base') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
)

select
    results.wave_id,
    results.question_id,
    results.option_code,
    results.domain,
    results.domain_value,
    cast(results.response_count as {{ dbt.type_int() }}) as response_count,
    results.value_status,
    cast(coalesce(results.published_base_count, bases.base_count) as {{ dbt.type_int() }}) as base_count,
    case
        when results.published_base_count is not null then 'published'
        else coalesce(bases.base_basis, 'not_available')
    end as base_basis,
    results.confidence,
    results.note_ja,
    results.note_en,
    results.source_id,
    results.source_page,
    {{ is_sample() }} or coalesce(waves.nature = 'sample', false) as is_sample,
    results.source_file,
    results.row_number
from results
left join bases
    on results.wave_id = bases.wave_id
    and results.question_id = bases.question_id
    and results.domain = bases.domain
    and results.domain_value = bases.domain_value
left join waves on results.wave_id = waves.wave_id
{{ join_origin('results') }}

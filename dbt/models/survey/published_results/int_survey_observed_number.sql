-- One row is one number that published results of questionnaires state, named as in int_observed_number: fact × item × metric.
with

results as (
    select
        wave_id || '.' || question_id as item,
        option_code as metric,
        response_count,
        base_count,
        source_id
    from {{ ref('fct_survey_result') }}
    where domain = 'all' and response_count is not null
)

select
    'survey_result' as fact,
    item,
    metric,
    cast(null as {{ dbt.type_string() }}) as period,
    1e0 * response_count as value,
    true as is_preferred,
    source_id
from results

union all

select
    'survey_base' as fact,
    item,
    metric,
    cast(null as {{ dbt.type_string() }}) as period,
    1e0 * base_count as value,
    true as is_preferred,
    source_id
from results

union all

select
    'survey_participation' as fact,
    wave_id as item,
    metric,
    cast(null as {{ dbt.type_string() }}) as period,
    1e0 * unit_count as value,
    is_preferred,
    source_id
from {{ ref('fct_survey_participation') }}
where question_id is null and domain = 'all'

union all

-- April to December belong to the fiscal year of the same number, January to March to the one before.
select
    'survey_wave' as fact,
    wave_id as item,
    'field_fiscal_year' as metric,
    cast(null as {{ dbt.type_string() }}) as period,
    1e0 * (
        extract(year from field_start) - case when extract(month from field_start) < 4 then 1 else 0 end
    ) as value,
    true as is_preferred,
    cast(null as {{ dbt.type_string() }}) as source_id
from {{ ref('dim_survey_wave') }}

-- One row is one group of the frame that answers are weighted to: wave × weighting × attribute × value.
with

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

weights as (
    select * from {{ ref('fct_weight') }}
),

summaries as (
    select
        wave_id,
        weighting,
        count(*) as n_respondents,
        min(weight) as minimum_weight,
        max(weight) as maximum_weight,
        power({{ exact_sum('weight') }}, 2) / {{ exact_sum('weight * weight') }} as effective_size,
        count(*) * {{ exact_sum('weight * weight') }} / power({{ exact_sum('weight') }}, 2) as kish_design_effect
    from weights
    group by wave_id, weighting
),

targets as (
    select * from {{ ref('int_weighting_target') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
),

grouped as (
    select
        targets.wave_id,
        targets.weighting,
        targets.attribute,
        targets.attribute_value,
        count(*) as n_frame,
        count(weights.unit_id) as n_respondents,
        sum(weights.weight) as weighted_count
    from targets
    left join weights
        on targets.wave_id = weights.wave_id
        and targets.unit_id = weights.unit_id
        and targets.weighting = weights.weighting
    group by targets.wave_id, targets.weighting, targets.attribute, targets.attribute_value
)

select
    grouped.wave_id,
    grouped.weighting,
    grouped.attribute,
    grouped.attribute_value,
    coalesce(domains.domain_value_ja, grouped.attribute_value) as attribute_value_ja,
    coalesce(domains.domain_value_en, grouped.attribute_value) as attribute_value_en,
    cast(coalesce(domains.domain_value_position, 1000000) as {{ dbt.type_int() }}) as attribute_value_position,
    cast(grouped.n_frame as {{ dbt.type_int() }}) as n_frame,
    cast(grouped.n_respondents as {{ dbt.type_int() }}) as n_respondents,
    grouped.weighted_count,
    waves.field_start as frame_date,
    cast(summaries.n_respondents as {{ dbt.type_int() }}) as total_respondents,
    summaries.minimum_weight,
    summaries.maximum_weight,
    summaries.effective_size,
    summaries.kish_design_effect,
    waves.nature = 'sample' as has_sample
from grouped
inner join summaries on grouped.wave_id = summaries.wave_id and grouped.weighting = summaries.weighting
inner join waves on grouped.wave_id = waves.wave_id
left join domains on grouped.attribute = domains.domain and grouped.attribute_value = domains.domain_value

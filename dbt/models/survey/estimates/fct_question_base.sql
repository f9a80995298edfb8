-- One row is the base of one question for all bodies together: wave × question × base × weighting.
with

asked as (
    select * from {{ ref('fct_asked') }}
    where is_eligible
),

weights as (
    select * from {{ ref('fct_weight') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where question_type <> 'text'
),

in_base as (
    select wave_id, question_id, unit_id, 'eligible' as base from asked
    union all
    select wave_id, question_id, unit_id, 'valid' as base from asked where is_answered
)

select
    in_base.wave_id,
    in_base.question_id,
    in_base.base,
    weights.weighting,
    count(*) as n_base,
    {{ exact_sum('weights.weight') }} as weighted_base,
    power({{ exact_sum('weights.weight') }}, 2) / {{ exact_sum('weights.weight * weights.weight') }} as effective_base
from in_base
inner join questions on in_base.wave_id = questions.wave_id and in_base.question_id = questions.question_id
inner join weights on in_base.wave_id = weights.wave_id and in_base.unit_id = weights.unit_id
group by in_base.wave_id, in_base.question_id, in_base.base, weights.weighting

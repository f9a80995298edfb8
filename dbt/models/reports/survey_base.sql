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
    where disclosure <> 'never' and question_type <> 'text'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

-- Statistics of a numeric question are hidden together with the number that answered.
hidden as (
    select distinct
        wave_id,
        question_id,
        case kind when 'statistics' then 'valid' else kind end as base,
        domain,
        is_weighted
    from {{ ref('int_disclosure_decision') }}
    where kind in ('valid', 'eligible', 'statistics')
),

group_bases as (
    select wave_id, question_id, base, domain, n_base from {{ ref('fct_estimate') }}
    union all
    select wave_id, question_id, 'valid' as base, domain, n_base from {{ ref('fct_numeric_estimate') }}
),

-- Groups whose base is not published, whatever the reason.
hidden_groups as (
    select wave_id, question_id, base, domain from hidden
    union
    select
        group_bases.wave_id,
        group_bases.question_id,
        group_bases.base,
        group_bases.domain
    from group_bases
    inner join waves on group_bases.wave_id = waves.wave_id
    where group_bases.n_base < waves.disclosure_minimum_base
),

-- Groups that answers are weighted to: an effective base would give their counts away.
weighted_domains as (
    select distinct
        wave_id,
        attribute as domain
    from {{ ref('survey_weighting') }}
),

in_base as (
    select wave_id, question_id, unit_id, 'eligible' as base from asked
    union all
    select wave_id, question_id, unit_id, 'valid' as base from asked where is_answered
),

summed as (
    select
        in_base.wave_id,
        in_base.question_id,
        in_base.base,
        weights.weighting,
        count(*) as n_base,
        sum(weights.weight) as weighted_base,
        sum(weights.weight) * sum(weights.weight) / sum(weights.weight * weights.weight) as effective_base
    from in_base
    inner join weights on in_base.wave_id = weights.wave_id and in_base.unit_id = weights.unit_id
    group by in_base.wave_id, in_base.question_id, in_base.base, weights.weighting
),

marked as (
    select
        summed.*,
        questions.question_position,
        waves.nature = 'sample' as has_sample,
        case
            when questions.disclosure = 'public' then null
            when summed.n_base < waves.disclosure_minimum_base then 'small_base'
            when exists (
                select 1 from hidden
                where hidden.wave_id = summed.wave_id
                    and hidden.question_id = summed.question_id
                    and hidden.base = summed.base
                    and hidden.domain = 'all'
                    and (not hidden.is_weighted or summed.weighting <> 'unweighted')
            )
                then 'suppressed'
        end as disclosure_flag,
        questions.disclosure <> 'public'
        and summed.weighting <> 'unweighted'
        and exists (
            select 1 from hidden_groups
            inner join weighted_domains
                on hidden_groups.wave_id = weighted_domains.wave_id and hidden_groups.domain = weighted_domains.domain
            where hidden_groups.wave_id = summed.wave_id
                and hidden_groups.question_id = summed.question_id
                and hidden_groups.base = summed.base
        ) as hides_effective_base
    from summed
    inner join questions on summed.wave_id = questions.wave_id and summed.question_id = questions.question_id
    inner join waves on summed.wave_id = waves.wave_id
)

select
    wave_id,
    question_id,
    base,
    weighting,
    cast(question_position as {{ dbt.type_int() }}) as question_position,
    cast(case when disclosure_flag is null then n_base end as {{ dbt.type_int() }}) as n_base,
    case when disclosure_flag is null then weighted_base end as weighted_base,
    -- A whole number: decimals would let the counts of the weighted groups be solved for.
    cast(
        case when disclosure_flag is null and not hides_effective_base then round({{ certain('effective_base') }}, 0) end
        as {{ dbt.type_int() }}
    ) as effective_base,
    disclosure_flag,
    has_sample
from marked

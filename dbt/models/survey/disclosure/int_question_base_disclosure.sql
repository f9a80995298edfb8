-- One row is the base of one question for all bodies together, with what of it may be shown.
with

bases as (
    select * from {{ ref('fct_question_base') }}
),

questions as (
    select * from {{ ref('dim_question') }}
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
    from {{ ref('int_weighting_target') }}
)

select
    bases.wave_id,
    bases.question_id,
    bases.base,
    bases.weighting,
    case
        when questions.disclosure = 'public' then null
        when bases.n_base < waves.disclosure_minimum_base then 'small_base'
        when exists (
            select 1 from hidden
            where hidden.wave_id = bases.wave_id
                and hidden.question_id = bases.question_id
                and hidden.base = bases.base
                and hidden.domain = 'all'
                and (not hidden.is_weighted or bases.weighting <> 'unweighted')
        )
            then 'suppressed'
    end as disclosure_flag,
    questions.disclosure <> 'public'
    and bases.weighting <> 'unweighted'
    and exists (
        select 1 from hidden_groups
        inner join weighted_domains
            on hidden_groups.wave_id = weighted_domains.wave_id and hidden_groups.domain = weighted_domains.domain
        where hidden_groups.wave_id = bases.wave_id
            and hidden_groups.question_id = bases.question_id
            and hidden_groups.base = bases.base
    ) as hides_effective_base
from bases
inner join questions on bases.wave_id = questions.wave_id and bases.question_id = questions.question_id
inner join waves on bases.wave_id = waves.wave_id

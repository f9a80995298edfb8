-- One row is one statistic of a numeric question, with what of it may be shown: wave × question × group × weighting × statistic.
with

estimates as (
    select * from {{ ref('fct_numeric_estimate') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

-- The statistics of a group, or only the weighted ones; a ratio has a base of its own.
hidden as (
    select
        wave_id,
        question_id,
        domain,
        domain_value,
        kind = 'ratio' as is_ratio,
        min(case when is_weighted then 1 else 0 end) as only_weighted
    from {{ ref('int_disclosure_decision') }}
    where kind in ('statistics', 'valid', 'ratio')
    group by wave_id, question_id, domain, domain_value, kind = 'ratio'
),

quartiles as (
    select
        groups.wave_id,
        questions.question_id,
        groups.domain,
        groups.domain_value,
        quartiles.weighting,
        quartiles.statistic,
        quartiles.estimate,
        quartiles.ci_low,
        quartiles.ci_high
    from {{ ref('int_quartile_disclosure') }} as quartiles
    inner join questions on quartiles.question_key = questions.question_key
    inner join {{ ref('int_domain_value') }} as groups on quartiles.domain_key = groups.domain_key
),

-- The error of a quartile follows from its interval: as published, it tells no more than the limits do.
rounded as (
    select
        estimates.wave_id,
        estimates.question_id,
        estimates.domain,
        estimates.domain_value,
        estimates.weighting,
        estimates.statistic,
        estimates.n_base,
        estimates.degrees_of_freedom,
        case when quartiles.statistic is null then estimates.estimate else quartiles.estimate end as estimate,
        case
            when quartiles.statistic is null or estimates.ci_low = estimates.ci_high then estimates.standard_error
            when quartiles.ci_high > quartiles.ci_low
                then estimates.standard_error * (quartiles.ci_high - quartiles.ci_low)
                    / (estimates.ci_high - estimates.ci_low)
        end as standard_error,
        case when quartiles.statistic is null then estimates.ci_low else quartiles.ci_low end as ci_low,
        case when quartiles.statistic is null then estimates.ci_high else quartiles.ci_high end as ci_high,
        quartiles.statistic is not null and quartiles.estimate is null as hides_quartile,
        quartiles.statistic is not null
        and (
            quartiles.ci_low is null
            or quartiles.ci_high is null
            or quartiles.estimate not between quartiles.ci_low and quartiles.ci_high
        ) as hides_interval
    from estimates
    left join quartiles
        on {{ matched('estimates', 'quartiles', [
            'wave_id', 'question_id', 'domain', 'domain_value', 'weighting', 'statistic'
        ]) }}
),

marked as (
    select
        rounded.*,
        questions.disclosure = 'public' as is_public,
        case
            when rounded.n_base < waves.disclosure_minimum_base then 'small_base'
            when hidden.only_weighted = 0 or (hidden.only_weighted = 1 and rounded.weighting <> 'unweighted')
                then 'suppressed'
            when rounded.hides_quartile then 'suppressed'
        end as disclosure_flag
    from rounded
    inner join waves on rounded.wave_id = waves.wave_id
    inner join questions on rounded.wave_id = questions.wave_id and rounded.question_id = questions.question_id
    left join hidden
        on rounded.wave_id = hidden.wave_id
        and rounded.question_id = hidden.question_id
        and rounded.domain = hidden.domain
        and rounded.domain_value = hidden.domain_value
        and (rounded.statistic = 'ratio') = hidden.is_ratio
),

shown as (
    select
        marked.*,
        marked.disclosure_flag is null as shows_estimate,
        marked.disclosure_flag is null and not marked.hides_interval as shows_interval
    from marked
)

select
    wave_id,
    question_id,
    domain,
    domain_value,
    weighting,
    statistic,
    case when shows_estimate or is_public then n_base end as n_base,
    case when shows_estimate then estimate end as estimate,
    case when shows_interval then standard_error end as standard_error,
    case when shows_interval then degrees_of_freedom end as degrees_of_freedom,
    case when shows_interval then ci_low end as ci_low,
    case when shows_interval then ci_high end as ci_high,
    disclosure_flag
from shown

-- One row is one quartile of a protected number, with what of it and of its interval may be shown.
-- A quartile and the limits of its interval are numbers that bodies gave. Each is rounded until at least as many bodies
-- as the threshold gave a number that rounds to it, and hidden where that is never so or where fewer bodies reach it.
{% set of_the_candidate = [
    'question_key', 'domain_key', 'weighting', 'statistic',
    'part', 'coarseness', 'shown', 'disclosure_threshold'
] %}
with

quartiles as (
    select
        estimates.question_key,
        estimates.domain_key,
        estimates.weighting,
        estimates.statistic,
        estimates.estimate,
        estimates.ci_low,
        estimates.ci_high,
        waves.disclosure_threshold
    from {{ ref('int_numeric_estimate') }} as estimates
    inner join {{ ref('dim_question') }} as questions
        on estimates.question_key = questions.question_key and questions.disclosure = 'aggregate'
    inner join {{ ref('dim_survey_wave') }} as waves on questions.wave_id = waves.wave_id
    where estimates.statistic in ('p25', 'p50', 'p75')
),

ends as (
    select *, 'estimate' as part, estimate as number from quartiles
    union all
    select *, 'ci_low' as part, ci_low as number from quartiles where ci_low is not null
    union all
    select *, 'ci_high' as part, ci_high as number from quartiles where ci_high is not null
),

-- As given (0 digits), then to six significant digits and fewer.
roundings as (
    select 1 as coarseness, 0 as digits
    {% for digits in (6, 5, 4, 3, 2, 1) %}
    union all
    select {{ loop.index + 1 }} as coarseness, {{ digits }} as digits
    {% endfor %}
),

steps as (
    select
        ends.*,
        roundings.coarseness,
        case
            when roundings.digits = 0 then 0e0
            else power(10e0, floor(log10(abs(ends.number))) + 1 - roundings.digits)
        end as step
    from ends
    cross join roundings
    where roundings.digits = 0 or ends.number <> 0
),

candidates as (
    select
        steps.*,
        case when step = 0 then number else round(number / step, 0) * step end as shown
    from steps
),

numbers as (
    select
        answers.question_key,
        members.domain_key,
        answers.value
    from {{ ref('fct_answer') }} as answers
    inner join {{ ref('int_respondent_domain') }} as members on answers.unit_key = members.unit_key
    where answers.value is not null
),

reached as (
    select
        {{ listed(of_the_candidate, 'candidates') }},
        sum(case when abs(numbers.value - candidates.shown) <= candidates.step / 2 then 1 else 0 end) as n_rounding_to_it,
        sum(case when numbers.value <= candidates.number then 1 else 0 end) as n_up_to_it,
        sum(case when numbers.value >= candidates.number then 1 else 0 end) as n_from_it
    from candidates
    inner join numbers
        on candidates.question_key = numbers.question_key and candidates.domain_key = numbers.domain_key
    group by {{ listed(of_the_candidate, 'candidates') }}
),

allowed as (
    select
        reached.*,
        row_number() over (
            partition by question_key, domain_key, weighting, statistic, part
            order by coarseness
        ) as finest_first
    from reached
    where n_rounding_to_it >= disclosure_threshold
        and (part = 'ci_high' or n_up_to_it >= disclosure_threshold)
        and (part = 'ci_low' or n_from_it >= disclosure_threshold)
),

finest as (
    select * from allowed where finest_first = 1
),

shown as (
    select
        quartiles.question_key,
        quartiles.domain_key,
        quartiles.weighting,
        quartiles.statistic,
        max(case when finest.part = 'estimate' then finest.shown end) as estimate,
        max(case when finest.part = 'ci_low' then finest.shown end) as ci_low,
        max(case when finest.part = 'ci_high' then finest.shown end) as ci_high
    from quartiles
    left join finest
        on quartiles.question_key = finest.question_key
        and quartiles.domain_key = finest.domain_key
        and quartiles.weighting = finest.weighting
        and quartiles.statistic = finest.statistic
    group by quartiles.question_key, quartiles.domain_key, quartiles.weighting, quartiles.statistic
),

in_order as (
    select
        shown.*,
        max(estimate) over (
            partition by question_key, domain_key, weighting
            order by statistic
            rows between unbounded preceding and 1 preceding
        ) as lower_quartile
    from shown
)

-- Rounded each by itself, two quartiles close together can change places: the upper one is hidden then.
select
    question_key,
    domain_key,
    weighting,
    statistic,
    case when lower_quartile is null or estimate >= lower_quartile then estimate end as estimate,
    ci_low,
    ci_high
from in_order

-- One row is one quartile of a number that fewer bodies than the threshold reach, or that its interval ends at such a one.
-- A quartile and the limits of its interval are numbers that bodies gave: near either end they are known bodies' own.
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
        quartiles.question_key,
        quartiles.domain_key,
        quartiles.weighting,
        quartiles.statistic,
        quartiles.disclosure_threshold,
        sum(case when numbers.value <= quartiles.estimate then 1 else 0 end) as n_up_to_it,
        sum(case when numbers.value >= quartiles.estimate then 1 else 0 end) as n_from_it,
        sum(case when numbers.value <= quartiles.ci_low then 1 else 0 end) as n_up_to_low,
        sum(case when numbers.value >= quartiles.ci_high then 1 else 0 end) as n_from_high
    from quartiles
    inner join numbers
        on quartiles.question_key = numbers.question_key and quartiles.domain_key = numbers.domain_key
    group by
        quartiles.question_key,
        quartiles.domain_key,
        quartiles.weighting,
        quartiles.statistic,
        quartiles.disclosure_threshold
)

select
    question_key,
    domain_key,
    weighting,
    statistic,
    n_up_to_it < disclosure_threshold or n_from_it < disclosure_threshold as hides_quartile
from reached
where n_up_to_it < disclosure_threshold
    or n_from_it < disclosure_threshold
    or n_up_to_low < disclosure_threshold
    or n_from_high < disclosure_threshold

-- One row is one statistic of one numeric question: wave × question × group × weighting × statistic.
select
    questions.wave_id,
    questions.question_id,
    domain_values.domain,
    domain_values.domain_value,
    estimates.weighting,
    estimates.statistic,
    estimates.n_base,
    estimates.estimate,
    estimates.standard_error,
    estimates.degrees_of_freedom,
    estimates.ci_low,
    estimates.ci_high
from {{ ref('int_numeric_estimate') }} as estimates
inner join {{ ref('dim_question') }} as questions on estimates.question_key = questions.question_key
inner join {{ ref('int_domain_value') }} as domain_values on estimates.domain_key = domain_values.domain_key

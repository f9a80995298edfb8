-- One row is one difference between two groups of a domain: wave × question × option × statistic × domain × weighting × two groups.
{% set family = 'question_key, category_key, statistic, domain, weighting' %}
with

differences as (
    select * from {{ ref('int_group_difference') }}
),

tests as (
    select * from {{ ref('int_group_difference_test') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

categories as (
    select * from {{ ref('int_share_category') }}
),

domain_values as (
    select * from {{ ref('int_domain_value') }}
),

named as (
    select
        differences.question_key,
        differences.category_key,
        questions.wave_id,
        questions.question_id,
        categories.option_code,
        differences.statistic,
        domain_values.domain,
        domain_values.domain_value,
        other_values.domain_value as other_domain_value,
        differences.weighting,
        differences.difference,
        differences.standard_error,
        differences.degrees_of_freedom,
        differences.difference_key,
        tests.ci_low,
        tests.ci_high,
        tests.p_value
    from differences
    inner join tests on differences.difference_key = tests.difference_key
    inner join questions on differences.question_key = questions.question_key
    left join categories on differences.category_key = categories.category_key
    inner join domain_values on differences.domain_key = domain_values.domain_key
    inner join domain_values as other_values on differences.other_domain_key = other_values.domain_key
),

-- A family is what a reader compares at a glance: all pairs of groups in one line of a table.
ranked as (
    select
        named.*,
        {{ holm_place('p_value', family, 'difference_key') }}
    from named
)

select
    wave_id,
    question_id,
    option_code,
    statistic,
    domain,
    domain_value,
    other_domain_value,
    weighting,
    difference,
    standard_error,
    degrees_of_freedom,
    case when p_value is not null then difference / standard_error end as t_statistic,
    ci_low,
    ci_high,
    p_value,
    {{ holm_adjusted('p_value', family) }} as p_value_adjusted
from ranked

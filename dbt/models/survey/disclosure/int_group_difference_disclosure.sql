-- One row is one difference between two groups whose figures are both published, with what of it may be shown.
-- Nothing here says more of hidden figures than is published beside it:
-- - a pair with a hidden figure is no row, and the tests are adjusted over the rows alone;
-- - the difference follows from the two figures. Its error does where V = V_a + V_b (all unweighted rows, and
--   groups that share no cell). Elsewhere it also holds the product of the two groups' deviations within the
--   cells, one more equation per pair on counts that are printed nowhere: then error and p values stay inside,
--   and only on which side of 5 % they lie is told.
{% set family = 'wave_id, question_id, option_code, statistic, domain, weighting' %}
with

differences as (
    select * from {{ ref('fct_group_difference') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

figures as (
    select * from {{ ref('int_compared_figure') }}
),

shown as (
    select
        differences.wave_id,
        differences.question_id,
        this.option_code,
        differences.statistic,
        differences.domain,
        differences.domain_value,
        differences.other_domain_value,
        differences.weighting,
        differences.p_value,
        questions.disclosure = 'public'
        or abs(
            differences.standard_error * differences.standard_error
            - this.standard_error * this.standard_error
            - other.standard_error * other.standard_error
        ) <= 1e-9 * differences.standard_error * differences.standard_error as shows_error
    from differences
    inner join questions
        on differences.wave_id = questions.wave_id and differences.question_id = questions.question_id
    inner join figures as this
        on differences.wave_id = this.wave_id
        and differences.question_id = this.question_id
        and coalesce(differences.option_code, '') = this.option_code
        and differences.statistic = this.statistic
        and differences.domain = this.domain
        and differences.domain_value = this.domain_value
        and differences.weighting = this.weighting
    inner join figures as other
        on differences.wave_id = other.wave_id
        and differences.question_id = other.question_id
        and coalesce(differences.option_code, '') = other.option_code
        and differences.statistic = other.statistic
        and differences.domain = other.domain
        and differences.other_domain_value = other.domain_value
        and differences.weighting = other.weighting
),

ranked as (
    select
        shown.*,
        {{ holm_place('p_value', family, 'domain_value, other_domain_value') }},
        -- An adjusted value holds the ranks of the others.
        min(case when shows_error then 1 else 0 end) over (partition by {{ family }}) = 1 as shows_adjusted
    from shown
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
    {{ holm_adjusted('p_value', family) }} as p_value_adjusted,
    shows_error,
    shows_adjusted
from ranked

-- One row is one difference between two groups whose figures are both published: wave × question × option × statistic × domain × weighting × two groups.
-- Nothing here says more of hidden figures than is published beside it:
-- - a pair with a hidden figure is no row, and the tests are adjusted over the rows alone;
-- - the difference follows from the two figures. Its error does where V = V_a + V_b (all unweighted rows, and
--   groups that share no cell). Elsewhere it also holds the product of the two groups' deviations within the
--   cells, one more equation per pair on counts that are printed nowhere: then error and p values stay inside,
--   and only on which side of 5 % they lie is told.
{% set family = 'wave_id, question_id, option_code, statistic, domain, weighting' %}
{% set level = 0.05 %}
with

differences as (
    select * from {{ ref('fct_group_difference') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

-- Figures of groups as they are published, and in what words.
shown as (
    select
        wave_id,
        question_id,
        option_code,
        'share' as statistic,
        domain,
        domain_value,
        weighting,
        option_position,
        option_ja,
        option_en,
        domain_value_ja,
        domain_value_en,
        domain_value_position,
        standard_error,
        has_sample
    from {{ ref('survey_estimate') }}
    where base = 'valid' and share is not null

    union all

    select
        wave_id,
        question_id,
        '' as option_code,
        statistic,
        domain,
        domain_value,
        weighting,
        0 as option_position,
        cast(null as {{ dbt.type_string() }}) as option_ja,
        cast(null as {{ dbt.type_string() }}) as option_en,
        domain_value_ja,
        domain_value_en,
        domain_value_position,
        standard_error,
        has_sample
    from {{ ref('survey_numeric_estimate') }}
    where estimate is not null
),

published as (
    select
        differences.wave_id,
        differences.question_id,
        coalesce(differences.option_code, '') as option_code,
        differences.statistic,
        differences.domain,
        differences.domain_value,
        differences.other_domain_value,
        differences.weighting,
        questions.question_position,
        this.option_position,
        this.option_ja,
        this.option_en,
        this.domain_value_ja,
        this.domain_value_en,
        this.domain_value_position,
        other.domain_value_ja as other_domain_value_ja,
        other.domain_value_en as other_domain_value_en,
        other.domain_value_position as other_domain_value_position,
        differences.difference,
        differences.standard_error,
        differences.degrees_of_freedom,
        differences.ci_low,
        differences.ci_high,
        differences.p_value,
        this.has_sample,
        questions.disclosure = 'public'
        or abs(
            differences.standard_error * differences.standard_error
            - this.standard_error * this.standard_error
            - other.standard_error * other.standard_error
        ) <= 1e-9 * differences.standard_error * differences.standard_error as shows_error
    from differences
    inner join questions
        on differences.wave_id = questions.wave_id and differences.question_id = questions.question_id
    inner join shown as this
        on differences.wave_id = this.wave_id
        and differences.question_id = this.question_id
        and coalesce(differences.option_code, '') = this.option_code
        and differences.statistic = this.statistic
        and differences.domain = this.domain
        and differences.domain_value = this.domain_value
        and differences.weighting = this.weighting
    inner join shown as other
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
        published.*,
        {{ holm_place('p_value', family, 'domain_value, other_domain_value') }},
        -- An adjusted value holds the ranks of the others.
        min(case when shows_error then 1 else 0 end) over (partition by {{ family }}) = 1 as shows_adjusted
    from published
),

adjusted as (
    select
        ranked.*,
        {{ holm_adjusted('p_value', family) }} as p_value_adjusted
    from ranked
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
    cast(question_position as {{ dbt.type_int() }}) as question_position,
    cast(option_position as {{ dbt.type_int() }}) as option_position,
    option_ja,
    option_en,
    domain_value_ja,
    domain_value_en,
    cast(domain_value_position as {{ dbt.type_int() }}) as domain_value_position,
    other_domain_value_ja,
    other_domain_value_en,
    cast(other_domain_value_position as {{ dbt.type_int() }}) as other_domain_value_position,
    difference,
    case when shows_error then standard_error end as standard_error,
    cast(case when shows_error then degrees_of_freedom end as {{ dbt.type_int() }}) as degrees_of_freedom,
    case when shows_error then ci_low end as ci_low,
    case when shows_error then ci_high end as ci_high,
    case when shows_error then p_value end as p_value,
    case when shows_adjusted then p_value_adjusted end as p_value_adjusted,
    {{ certain('p_value_adjusted') }} < {{ level }} as is_significant,
    not shows_error as withholds_error,
    has_sample
from adjusted

-- One row is one Rao–Scott test: wave × question (× option where several may be chosen) × domain × weighting.
{# Combined options repeat what their members say and are a family of their own: they change no other p value. #}
{% set family = 'wave_id, question_id, domain, weighting, is_combined' %}
with

tests as (
    select * from {{ ref('int_association_test') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

named as (
    select
        questions.wave_id,
        questions.question_id,
        options.option_code,
        tests.domain,
        tests.weighting,
        tests.f_statistic,
        tests.numerator_df,
        tests.denominator_df,
        tests.p_value,
        tests.option_key,
        coalesce(options.is_combined, false) as is_combined
    from tests
    inner join questions on tests.question_key = questions.question_key
    left join options on tests.option_key = options.option_key
),

ranked as (
    select
        named.*,
        {{ holm_place('p_value', family, 'option_key') }}
    from named
)

select
    wave_id,
    question_id,
    option_code,
    domain,
    weighting,
    f_statistic,
    numerator_df,
    denominator_df,
    p_value,
    {{ holm_adjusted('p_value', family) }} as p_value_adjusted
from ranked

-- One row is one Rao–Scott test: wave × question (× option where several may be chosen) × domain × weighting.
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
        coalesce(options.is_combined, false) as is_combined,
        row_number() over (
            partition by tests.question_key, tests.domain, tests.weighting, coalesce(options.is_combined, false)
            order by tests.p_value, tests.option_key
        ) as smallest_first,
        count(*) over (
            partition by tests.question_key, tests.domain, tests.weighting, coalesce(options.is_combined, false)
        ) as test_count
    from tests
    inner join questions on tests.question_key = questions.question_key
    left join options on tests.option_key = options.option_key
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
    -- Combined options repeat what their members say and are a family of their own: they change no other p value.
    -- Holm (1979): the k-th smallest of m times m - k + 1, never falling, at most 1.
    max(
        case when p_value * (test_count - smallest_first + 1) > 1 then 1
            else p_value * (test_count - smallest_first + 1) end
    ) over (
        partition by wave_id, question_id, domain, weighting, is_combined
        order by smallest_first
        rows between unbounded preceding and current row
    ) as p_value_adjusted
from named

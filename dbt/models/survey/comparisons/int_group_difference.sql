-- One row is one difference between two groups before its test: question (and category) × statistic × weighting × two groups.
with

errors as (
    {%- for differences in [ref('int_closed_group_difference'), ref('int_raked_group_difference')] %}
    select
        category_key,
        weighting_key,
        domain_key,
        other_domain_key,
        variance,
        degrees_of_freedom
    from {{ differences }}{{ ' union all' if not loop.last }}
    {%- endfor %}
),

together as (
    select
        pairs.question_key,
        pairs.category_key,
        'share' as statistic,
        pairs.weighting,
        pairs.domain_key,
        pairs.other_domain_key,
        {{ settled('(pairs.share - pairs.other_share)', 'pairs.share') }} as difference,
        errors.variance,
        errors.degrees_of_freedom,
        -- Nobody or everybody of a group: its own error is estimated as nil, which would make the test too eager.
        pairs.share > 0 and pairs.share < 1 and pairs.other_share > 0 and pairs.other_share < 1 as is_tested
    from {{ ref('int_group_pair') }} as pairs
    inner join errors
        on pairs.category_key = errors.category_key
        and pairs.weighting_key = errors.weighting_key
        and pairs.domain_key = errors.domain_key
        and pairs.other_domain_key = errors.other_domain_key

    union all

    select
        question_key,
        cast(null as {{ dbt.type_int() }}) as category_key,
        'mean' as statistic,
        weighting,
        domain_key,
        other_domain_key,
        difference,
        variance,
        degrees_of_freedom,
        true as is_tested
    from {{ ref('int_mean_difference') }}
)

select
    cast(
        row_number() over (
            order by question_key, category_key, statistic, weighting, domain_key, other_domain_key
        ) as {{ dbt.type_int() }}
    ) as difference_key,
    question_key,
    category_key,
    statistic,
    weighting,
    domain_key,
    other_domain_key,
    difference,
    sqrt(variance) as standard_error,
    degrees_of_freedom,
    is_tested
from together

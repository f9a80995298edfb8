{# The answer to a question that compares groups of municipalities by an indicator: ratios of sums over the
   municipalities with both numbers, never an average of averages. #}
{% macro compared_by_group(question_id, indicator_id, comparison) -%}
with

groups as (
    select * from {{ ref('int_question_group') }} where comparison_code = '{{ comparison }}'
),

newest as (
    select *
    from {{ ref('int_newest_indicator') }}
    where indicator_id = '{{ indicator_id }}' and numerator_value is not null and denominator_value is not null
),

indicators as (
    select * from {{ ref('dim_indicator') }} where indicator_id = '{{ indicator_id }}'
)

select
    '{{ question_id }}' as question_id,
    groups.group_code,
    max(indicators.multiplier) * sum(newest.numerator_value) / sum(newest.denominator_value)
    - max(indicators.subtract) as value,
    count(*) as municipality_count,
    max(newest.as_of_date) as as_of_date,
    max(newest.denominator_date) as denominator_date,
    max(groups.group_date) as group_date,
    {{ any_sample('newest.has_sample') }} as has_sample
from groups
inner join newest on groups.municipality_id = newest.municipality_id
cross join indicators
group by groups.group_code
{%- endmacro %}

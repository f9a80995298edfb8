-- One row is the answer to one question that compares two groups: the group asked about beside the other.
with

questions as (
    select * from {{ ref('question') }}
),

answers as (
    select * from {{ ref('question_answer') }}
),

compared as (
    select
        answers.*,
        questions.group_code as asked_code,
        questions.other_group_code as other_code
    from answers
    inner join questions
        on answers.question_id = questions.question_id
        and answers.group_code in (questions.group_code, questions.other_group_code)
),

{% set columns = ['group_ja', 'group_en', 'value', 'municipality_count'] %}
side_by_side as (
    select
        question_id,
        asked_code as group_code,
        other_code as other_group_code,
        {%- for column in columns %}
        max(case when group_code = asked_code then {{ column }} end) as {{ column }},
        max(case when group_code = other_code then {{ column }} end) as other_{{ column }},
        {%- endfor %}
        max(position) as position,
        max(question_ja) as question_ja,
        max(question_en) as question_en,
        max(unit_ja) as unit_ja,
        max(unit_en) as unit_en,
        max(as_of_date) as as_of_date,
        max(denominator_date) as denominator_date,
        max(group_date) as group_date,
        {{ any_sample('has_sample') }} as has_sample
    from compared
    group by question_id, asked_code, other_code
)

select
    question_id,
    position,
    question_ja,
    question_en,
    group_code,
    group_ja,
    group_en,
    value,
    municipality_count,
    other_group_code,
    other_group_ja,
    other_group_en,
    other_value,
    other_municipality_count,
    value - other_value as difference,
    unit_ja,
    unit_en,
    as_of_date,
    denominator_date,
    group_date,
    has_sample
from side_by_side

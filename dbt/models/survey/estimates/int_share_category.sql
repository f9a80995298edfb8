-- One row is one share to be estimated per group: question × base × option, "no answer" being one where it is in the base.
{% set bases = ['valid', 'eligible'] %}
with

options as (
    select * from {{ ref('dim_response_option') }}
),

questions as (
    select distinct
        question_key,
        wave_id,
        question_id
    from options
),

categories as (
{% for base in bases %}
    select
        question_key,
        wave_id,
        question_id,
        '{{ base }}' as base,
        option_code,
        option_key,
        option_position
    from options

    union all
{% endfor %}
    select
        question_key,
        wave_id,
        question_id,
        'eligible' as base,
        'NA' as option_code,
        cast(null as {{ dbt.type_int() }}) as option_key,
        1000000 as option_position
    from questions
)

select
    cast(
        row_number() over (order by question_key, base, option_position) as {{ dbt.type_int() }}
    ) as category_key,
    question_key,
    wave_id,
    question_id,
    base,
    option_code,
    option_key
from categories

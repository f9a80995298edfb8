-- One row is one of the prefectures in which temporarily closed offices rose most from the first date to the newest one.
{% set most_prefectures = 5 %}
with

offices as (
    select
        *,
        max(as_of_date) over () as last_date,
        min(as_of_date) over () as first_date
    from {{ ref('fct_post_office_count') }}
    where is_preferred
),

rises as (
    select
        prefecture_code,
        sum(case
            when status_code <> 'closed' then 0
            when as_of_date = last_date then office_count
            when as_of_date = first_date then -office_count
            else 0
        end) as value,
        max(last_date) as as_of_date,
        max(first_date) as denominator_date,
        {{ any_sample() }} as has_sample
    from offices
    group by prefecture_code
),

ranked as (
    select
        *,
        rank() over (order by value desc) as place
    from rises
)

select
    'closures_by_prefecture' as question_id,
    prefecture_code as group_code,
    1e0 * value as value,
    cast(null as {{ dbt.type_int() }}) as municipality_count,
    as_of_date,
    denominator_date,
    cast(null as date) as group_date,
    has_sample
from ranked
where place <= {{ most_prefectures }}

-- One row is the group that one municipality belongs to in one comparison.
with

newest as (
    select * from {{ ref('int_newest_indicator') }}
),

depopulation as (
    select
        'depopulation' as comparison_code,
        municipality_id,
        as_of_date as group_date,
        case when value = 1 then 'depopulated' else 'other' end as group_code
    from newest
    where indicator_id = 'depopulated'
),

offices as (
    select
        'single_office' as comparison_code,
        municipality_id,
        as_of_date as group_date,
        case when value = 1 then 'single_office' else 'other' end as group_code
    from newest
    where indicator_id = 'single_office'
),

-- The quarter whose offices lie farthest from each other.
distances as (
    select
        'distance' as comparison_code,
        municipality_id,
        as_of_date as group_date,
        case when ntile(4) over (order by value desc, municipality_id) = 1 then 'far_apart' else 'other' end as group_code
    from newest
    where indicator_id = 'mean_nearest_office_km' and value is not null
)

{% for group in ['depopulation', 'offices', 'distances'] %}
select
    comparison_code,
    municipality_id,
    group_date,
    group_code
from {{ group }}{{ ' union all' if not loop.last }}
{% endfor %}

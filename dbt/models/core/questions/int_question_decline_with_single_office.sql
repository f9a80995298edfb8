-- One row is the municipalities with one post office or none that lose more than 40 % by 2050, or of which no projection says so.
with

newest as (
    select * from {{ ref('int_newest_indicator') }}
),

alone as (
    select * from {{ ref('int_question_group') }} where group_code = 'single_office'
),

changes as (
    select
        municipality_id,
        value,
        as_of_date,
        denominator_date,
        has_sample,
        case when value is null then 'no_projection' else 'all' end as group_code
    from newest
    where indicator_id = 'projected_change_2050_pct' and (value < -40 or value is null)
)

select
    'decline_with_single_office' as question_id,
    changes.group_code,
    1e0 * count(*) as value,
    count(*) as municipality_count,
    max(changes.as_of_date) as as_of_date,
    max(changes.denominator_date) as denominator_date,
    max(alone.group_date) as group_date,
    {{ any_sample('changes.has_sample') }} as has_sample
from changes
inner join alone on changes.municipality_id = alone.municipality_id
group by changes.group_code

-- One row is the municipalities in which no post office operates.
select
    'without_operating_office' as question_id,
    'all' as group_code,
    1e0 * count(*) as value,
    count(*) as municipality_count,
    max(as_of_date) as as_of_date,
    cast(null as date) as denominator_date,
    cast(null as date) as group_date,
    {{ any_sample('has_sample') }} as has_sample
from {{ ref('int_newest_indicator') }}
where indicator_id = 'operating_post_offices' and value = 0

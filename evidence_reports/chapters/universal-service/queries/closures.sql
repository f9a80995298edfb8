-- Temporarily closed offices of the nation, one figure a date; dashed the change from
-- counting names in point data to tables of Japan Post, and from one kind of source to another.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    t.*,
    coalesce(t.evidence_code <> lag(t.evidence_code) over (order by t.as_of_date), false)
    or t.as_of_date = (
        select min(as_of_date) from trend where as_of_date > (select min(as_of_date) from trend)
    ) as is_dashed,
    t.closed_total as label_offices
from trend as t
order by t.as_of_date

-- Operating and temporarily closed offices of the nation, one figure a date; dashed the
-- change from counting names in point data to tables of Japan Post, and from one kind of source to another. The whole is
-- drawn for the first date, the first one that an authority published, and the one that leads.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    t.*,
    coalesce(t.evidence_code <> lag(t.evidence_code) over (order by t.as_of_date), false)
    or t.as_of_date = (
        select min(as_of_date) from trend where as_of_date > (select min(as_of_date) from trend)
    ) as is_dashed,
    t.is_lead
    or t.as_of_date = (select min(as_of_date) from trend)
    or t.as_of_date = (select min(as_of_date) from trend where evidence_code = 'published') as is_whole_drawn
from trend as t
order by t.as_of_date

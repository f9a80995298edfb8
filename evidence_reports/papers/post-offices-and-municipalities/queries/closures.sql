-- Temporarily closed offices of the nation up to the figure that leads; dashed the change
-- from one way of counting, or kind of source, to another.
select
    t.*,
    coalesce(t.evidence_code <> lag(t.evidence_code) over (order by t.as_of_date), false) as is_dashed
from reports.closed_office_trend as t
where t.is_preferred and t.as_of_date <= (select max(as_of_date) from reports.closed_office_trend where is_lead)
order by t.as_of_date

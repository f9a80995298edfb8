-- Temporarily closed offices of the nation up to the figure that leads.
select t.*, t.evidence_code = 'quoted' as is_quoted
from reports.closed_office_trend as t
where t.is_preferred and t.as_of_date <= (select max(as_of_date) from reports.closed_office_trend where is_lead)
order by t.as_of_date

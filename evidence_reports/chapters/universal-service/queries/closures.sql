-- Temporarily closed offices of the nation, one figure a date; a ring is a figure that others quote, dashed the change
-- from counting names in point data to tables of Japan Post.
select
    t.*,
    t.evidence_code = 'quoted' as is_quoted,
    t.as_of_date = (
        select min(as_of_date) from reports.closed_office_trend
        where as_of_date > (select min(as_of_date) from reports.closed_office_trend)
    ) or t.evidence_code = 'quoted' as is_dashed,
    t.closed_total as label_offices
from reports.closed_office_trend as t
where t.is_preferred
order by t.as_of_date

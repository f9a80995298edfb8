-- Temporarily closed offices as Japan Post's tables give them, one figure a date; dashed where the kind of source changes.
select
    *, closed_total as label_offices,
    coalesce(evidence_code <> lag(evidence_code) over (order by as_of_date), false) as is_dashed
from reports.closed_office_trend
where is_preferred and evidence_code <> 'quoted' and as_of_date >= (
    select min(as_of_date) from reports.closed_office_trend where is_preferred and evidence_code = 'published'
)
order by as_of_date

-- A row a series; the highest figure is as exact in time as its own row is.
select
    summary.*,
    (
        select any_value(series.as_of_precision) from reports.retreat_series as series
        where series.series_code = summary.series_code and series.as_of_date = summary.peak_date and series.is_preferred
    ) as peak_precision
from reports.retreat_summary as summary
order by summary.position

-- Each series in one row; a peak is as precise in time as the figure it is.
with peaks as (
    select distinct series_code, as_of_date as peak_date, as_of_precision as peak_precision
    from reports.retreat_series
    where is_preferred and not is_partial
)
select s.*, peaks.peak_precision
from reports.retreat_summary as s
left join peaks on peaks.series_code = s.series_code and peaks.peak_date = s.peak_date
order by s.position

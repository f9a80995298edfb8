-- Offices by kind, each against the first figure since it began or last broke: no line crosses a break; dashed where more
-- than a year and a half is missing.
select
    s.*,
    coalesce(s.segment <> lag(s.segment) over series, false) as is_apart,
    date_diff('month', lag(s.as_of_date) over series, s.as_of_date) > 18 as is_gap,
    s.series_code = 'post_office_closed' as is_closed
from reports.retreat_series as s
join reports.retreat_summary as latest on latest.series_code = s.series_code and s.as_of_date <= latest.latest_date
where s.series_code in ('post_office_open', 'post_office_closed', 'post_office_direct', 'post_office_contract')
  and s.is_preferred and not s.is_partial and s.value is not null
window series as (partition by s.series_code order by s.as_of_date)
order by s.position, s.as_of_date

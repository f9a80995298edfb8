-- All offices, directly managed ones and contract offices, each against the first figure since it began or last broke: no line
-- crosses a break; dashed where more than a year and a half is missing.
select
    *,
    coalesce(segment <> lag(segment) over series, false) as is_apart,
    date_diff('month', lag(as_of_date) over series, as_of_date) > 18 as is_gap,
    series_code = 'post_office_contract' as is_contract
from reports.retreat_series
where series_code in ('post_office_total', 'post_office_direct', 'post_office_contract') and is_preferred and index_value is not null
window series as (partition by series_code order by as_of_date)
order by position, as_of_date

-- Offices as they are counted apart: operating, temporarily closed, directly managed, contract. The first figure is the
-- first since the series began or last broke: what was counted otherwise before gives no change.
with
figures as (
    select s.* from reports.retreat_series as s
    join reports.retreat_summary as latest on latest.series_code = s.series_code and s.as_of_date <= latest.latest_date
    where s.is_preferred and not s.is_partial and s.value is not null
    qualify s.segment = max(s.segment) over (partition by s.series_code)
),
firsts as (
    select series_code, min(as_of_date) as since_date, arg_min(value, as_of_date) as since_value,
        arg_min(as_of_precision, as_of_date) as since_precision
    from figures
    group by series_code
)
select
    s.*, firsts.since_date, firsts.since_precision, firsts.since_value,
    100.0 * s.latest_value / firsts.since_value - 100 as change_pct,
    s.series_code = 'post_office_contract' as is_contract
from reports.retreat_summary as s
join firsts on firsts.series_code = s.series_code
where s.series_code in ('post_office_open', 'post_office_closed', 'post_office_direct', 'post_office_contract')
order by s.position

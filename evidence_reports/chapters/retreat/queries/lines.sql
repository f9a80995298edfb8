-- Series with figures since 2002, each against its own first one; dashed where more than a year and a half is missing.
with
figures as (
    select s.* from reports.retreat_series as s
    join reports.retreat_summary as latest on latest.series_code = s.series_code and s.as_of_date <= latest.latest_date
    where s.series_code in ('mail', 'post_office_total', 'mailbox', 'municipal_branch')
      and s.is_preferred and not s.is_partial and s.as_of_date >= date '2002-01-01' and s.value is not null
    qualify s.segment = max(s.segment) over (partition by s.series_code)
)
select
    *,
    100.0 * value / first_value(value) over series as index_since_2002,
    date_diff('month', lag(as_of_date) over series, as_of_date) > 18 as is_gap,
    series_code = 'mail' as is_mail
from figures
window series as (partition by series_code order by as_of_date)
order by position, as_of_date

-- Series with figures since 2002, each against its own first one; dashed where more than a year and a half is missing.
with
figures as (
    select * from reports.retreat_series
    where series_code in ('mail', 'post_office_total', 'mailbox', 'municipal_branch')
      and is_preferred and not is_partial and as_of_date >= date '2002-01-01' and value is not null
)
select
    *,
    100.0 * value / first_value(value) over series as index_since_2002,
    date_diff('month', lag(as_of_date) over series, as_of_date) > 18 as is_gap,
    evidence_code = 'quoted' as is_quoted,
    series_code = 'mail' as is_mail
from figures
window series as (partition by series_code order by as_of_date)
order by position, as_of_date

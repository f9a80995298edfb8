-- Mailboxes in place; dashed where more than a year and a half is missing.
select
    *,
    date_diff('month', lag(as_of_date) over (order by as_of_date), as_of_date) > 18 as is_gap
from reports.retreat_series
where series_code = 'mailbox' and is_preferred
order by as_of_date

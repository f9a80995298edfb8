-- First, highest and newest number of mailboxes, and how many of the figures are second-hand.
with figures as (select * from reports.retreat_series where series_code = 'mailbox' and is_preferred)
select
    min(as_of_date) as first_date, arg_min(value, as_of_date) as first_value,
    arg_max(as_of_date, value) as highest_date, max(value) as highest_value,
    max(as_of_date) as last_date, arg_max(value, as_of_date) as last_value,
    100.0 * arg_max(value, as_of_date) / arg_min(value, as_of_date) - 100 as change_pct,
    count(*) as figure_count, count(*) filter (where evidence_code = 'quoted') as quoted_count
from figures

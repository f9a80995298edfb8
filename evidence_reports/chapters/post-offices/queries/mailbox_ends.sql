-- First, highest and newest number of mailboxes since they are counted as now, and how many of the figures private persons
-- compiled or quoted.
with figures as (
    select s.*, source.is_private from reports.retreat_series as s
    join reports.source as source on source.source_id = s.source_id
    where s.series_code = 'mailbox' and s.is_preferred
    qualify s.segment = max(s.segment) over ()
)
select
    min(as_of_date) as first_date, arg_min(value, as_of_date) as first_value,
    arg_max(as_of_date, value) as highest_date, max(value) as highest_value,
    max(as_of_date) as last_date, arg_max(value, as_of_date) as last_value,
    100.0 * arg_max(value, as_of_date) / arg_min(value, as_of_date) - 100 as change_pct,
    count(*) as figure_count, count(*) filter (where is_private) as quoted_count
from figures

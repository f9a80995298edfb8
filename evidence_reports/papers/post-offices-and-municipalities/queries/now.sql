-- The figure that leads, and how it changed since the first one.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    latest.*, first.as_of_date as first_date, first.closed_total as first_closed,
    latest.closed_total - first.closed_total as rise
from (select * from trend where is_lead) as latest
cross join (select * from trend order by as_of_date limit 1) as first

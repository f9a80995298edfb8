-- Municipalities that entrust tasks to post offices: the figures used, whatever the scope of their day.
select
    *,
    value - lag(value) over (order by as_of_date) as change,
    as_of_date = max(as_of_date) over () as is_latest
from reports.outsourcing_trend
where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null
order by as_of_date

-- Municipalities that entrust any of their affairs to post offices, one figure a date. Dashed where more than a year and a
-- half is missing; no line leads to the first figure after the report's, which is counted in another way.
with counts as (
    select * from reports.outsourcing_trend
    where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null
)
select
    *,
    date_diff('month', lag(as_of_date) over (order by as_of_date), as_of_date) > 18 as is_gap,
    as_of_date = (
        select min(as_of_date) from counts where as_of_date > (select max(as_of_date) from counts where vintage = 'final')
    ) as is_apart
from counts
order by as_of_date

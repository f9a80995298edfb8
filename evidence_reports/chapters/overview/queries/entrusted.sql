-- The figure of the first report and the newest one.
with trend as (
    select * from reports.outsourcing_trend
    where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred
)
select
    report.as_of_date as report_date, report.as_of_precision as report_precision, report.value as report_count,
    newest.as_of_date, newest.as_of_precision, newest.value as newest_count
from (select * from trend where vintage = 'final' order by as_of_date desc limit 1) as report
cross join (select * from trend order by as_of_date desc limit 1) as newest

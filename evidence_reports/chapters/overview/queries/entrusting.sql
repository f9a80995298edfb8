-- Municipalities that entrust any of their affairs to post offices, one figure a date.
select * from reports.outsourcing_trend
where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred
order by as_of_date

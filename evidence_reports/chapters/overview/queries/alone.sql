-- Municipalities with a single office, on the newest date on which offices by municipality are known.
select * from reports.universal_service order by as_of_date desc limit 1

select * from reports.universal_service order by as_of_date desc limit 1

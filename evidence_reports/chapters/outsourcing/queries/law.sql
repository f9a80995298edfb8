select value as law_count, as_of_date, as_of_precision from reports.outsourcing_trend
where service_code = 'law' and metric = 'municipalities' and is_preferred order by as_of_date desc limit 1

select
    min(as_of_date) as first_date, arg_min(value, as_of_date) as first_value,
    max(as_of_date) as last_date, arg_max(value, as_of_date) as last_value
from reports.outsourcing_trend
where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null

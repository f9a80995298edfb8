-- First and newest number of municipalities with a comprehensive partnership agreement, of the 1,741; beside it the newest
-- number that outsource anything.
select
    min(as_of_date) as first_date, arg_min(computed_share_pct, as_of_date) as first_pct,
    max(as_of_date) as last_date, arg_max(computed_share_pct, as_of_date) as last_pct,
    arg_max(value, as_of_date) as last_count,
    round(100 * arg_max(value, as_of_date) / arg_max(computed_share_pct, as_of_date)) as municipality_count,
    arg_max(computed_share_pct, as_of_date) - arg_min(computed_share_pct, as_of_date) as change,
    (
        select arg_max(value, as_of_date) from reports.outsourcing_trend
        where service_code = 'all' and area_level = 'national' and metric = 'municipalities' and is_preferred
    ) as outsourcing_count
from reports.agreement
where agreement_code = 'agree' and area_level = 'national' and metric = 'municipalities' and is_preferred
  and computed_share_pct is not null

-- First and newest number of municipalities with comprehensive outsourcing and with certificates issued.
with
ends as (
    select
        service_code,
        min(as_of_date) as first_date, arg_min(value, as_of_date) as first_count,
        max(as_of_date) as last_date, arg_max(value, as_of_date) as last_count
    from reports.outsourcing_trend
    where metric = 'municipalities' and area_level = 'national' and is_preferred and as_of_date is not null and value is not null
      and service_code in ('compr', 'cert')
    group by service_code
)
select
    all_in_one.first_date, all_in_one.first_count, all_in_one.last_date, all_in_one.last_count,
    all_in_one.last_count - all_in_one.first_count as change,
    certificates.first_date as cert_first_date, certificates.first_count as cert_first,
    certificates.last_date as cert_last_date, certificates.last_count as cert_last
from (select * from ends where service_code = 'compr') as all_in_one
cross join (select * from ends where service_code = 'cert') as certificates

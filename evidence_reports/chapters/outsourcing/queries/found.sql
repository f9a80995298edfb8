-- How much has been found.
select
    sum(reported_municipality_count) as municipality_count, sum(reported_contract_count) as contract_count,
    sum(municipality_count) as all_count,
    count(*) filter (where reported_municipality_count > 0) as prefecture_count,
    count(*) filter (where reported_municipality_count = 0) as silent_count,
    max(reported_municipality_count) as most_count,
    (select max(start_date) from reports.outsourcing_contract) as newest_start
from reports.outsourcing_prefecture

-- What it costs to keep the network, by the counters that it is kept for, in the newest year.
with
costs as (
    select * from reports.postal_finance
    where metric = 'network_maintenance_cost' and is_preferred and value_yen is not null and segment_code <> 'network_total'
)
select
    *,
    value_yen / 1e8 as oku, value_yen / 1e9 as billion,
    rank() over (order by value_yen desc) = 1 as is_most
from costs
where fiscal_year = (select max(fiscal_year) from costs)
order by value_yen desc

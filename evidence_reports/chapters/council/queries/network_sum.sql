-- The sum of these costs, and the grant of the same year.
with
costs as (
    select * from reports.postal_finance where metric = 'network_maintenance_cost' and is_preferred and segment_code <> 'network_total'
),
newest as (select * from costs where fiscal_year = (select max(fiscal_year) from costs))
select
    max(newest.fiscal_year) as fiscal_year, sum(newest.value_yen) as cost_yen, max(grants.value_yen) as grant_yen,
    (select arg_max(value_yen, fiscal_year) from reports.postal_finance where metric = 'grant_to_japan_post' and is_preferred) as newest_grant_yen,
    (select max(fiscal_year) from reports.postal_finance where metric = 'grant_to_japan_post' and is_preferred) as newest_grant_year
from newest
join reports.postal_finance as grants
    on grants.metric = 'grant_to_japan_post' and grants.is_preferred and grants.fiscal_year = newest.fiscal_year

-- First and newest share on the base that the first report uses.
with
shares as (
    select * from reports.parcel_share
    where carrier_code = 'japan_post' and basis = 'truck_and_air' and share_pct is not null and is_preferred
)
select
    min(fiscal_year) as first_year, arg_min(share_pct, fiscal_year) as first_pct,
    max(fiscal_year) as last_year, arg_max(share_pct, fiscal_year) as last_pct,
    arg_max(share_pct, fiscal_year) - arg_min(share_pct, fiscal_year) as change_points
from shares

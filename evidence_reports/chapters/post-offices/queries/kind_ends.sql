-- First and newest figure of contract and directly managed offices since either began or last broke, in one row.
with
figures as (
    select * from reports.retreat_series
    where series_code in ('post_office_direct', 'post_office_contract') and is_preferred and value is not null
    qualify segment = max(segment) over (partition by series_code)
),
ends as (
    select
        series_code,
        min(as_of_date) as first_date, max(as_of_date) as last_date,
        arg_min(value, as_of_date) as first_value, arg_max(value, as_of_date) as last_value
    from figures
    group by series_code
)
select
    contract.first_date as contract_date, direct.first_date as direct_date, greatest(contract.last_date, direct.last_date) as last_date,
    contract.first_value as contract_first, contract.last_value as contract_last,
    100.0 * contract.last_value / contract.first_value - 100 as contract_change_pct,
    direct.first_value as direct_first, direct.last_value as direct_last,
    100.0 * direct.last_value / direct.first_value - 100 as direct_change_pct
from (select * from ends where series_code = 'post_office_contract') as contract
cross join (select * from ends where series_code = 'post_office_direct') as direct

-- Municipalities with arrangements found in public, by prefecture. None found is no zero: it is not known.
select
    *, nullif(reported_municipality_count, 0) as found_count, nullif(reported_share_pct, 0) as found_share_pct,
    nullif(reported_contract_count, 0) as found_contracts,
    rank() over (order by reported_municipality_count desc) = 1 as is_most
from reports.outsourcing_prefecture
order by prefecture_code

-- Municipalities with arrangements found in public, by prefecture. None found has no colour: how many there are is not known.
select
    *, nullif(reported_municipality_count, 0) as found_count,
    rank() over (order by reported_municipality_count desc) = 1 as is_most
from reports.outsourcing_prefecture
order by prefecture_code

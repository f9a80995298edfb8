-- Post offices and those temporarily closed by prefecture on the newest date, the highest share first.
select
    *,
    sum(office_total) over () as all_offices,
    sum(closed_total) over () as all_closed,
    rank() over (order by closed_share_pct desc) = 1 as is_first
from reports.post_office_prefecture
where as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
order by closed_share_pct desc
limit 5

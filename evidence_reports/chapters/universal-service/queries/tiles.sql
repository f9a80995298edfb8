-- The share closed by prefecture on the newest date, with its place on the tile map; accented are the four highest.
select
    *, rank() over (order by closed_share_pct desc) <= 4 as is_high
from reports.post_office_prefecture
where as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
order by prefecture_code

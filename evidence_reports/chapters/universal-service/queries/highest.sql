select prefecture_ja, prefecture_en, closed_share_pct
from reports.post_office_prefecture
where as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
qualify rank() over (order by closed_share_pct desc) <= 4
order by closed_share_pct desc, prefecture_code

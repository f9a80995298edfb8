-- Each date on which offices by municipality are known, the newest first.
select *, 100.0 * single_office_count / municipality_count as single_share_pct
from reports.universal_service
order by as_of_date desc

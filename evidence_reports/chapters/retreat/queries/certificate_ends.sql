select *, latest_value / first_value as factor
from reports.retreat_summary
where series_code = 'store_certificate'

select
    s.*, s.first_value / 1e4 as first_man, s.latest_value / 1e4 as latest_man,
    s.first_value / 1e6 as first_million, s.latest_value / 1e6 as latest_million,
    s.latest_value / s.first_value as factor
from reports.retreat_summary as s
where s.series_code = 'store_certificate'

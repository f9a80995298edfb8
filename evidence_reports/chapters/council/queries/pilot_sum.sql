select
    count(*) as pilot_count, count(distinct prefecture_code) as prefecture_count,
    min(fiscal_year) as first_year, max(fiscal_year) as last_year,
    count(*) filter (where fiscal_year is null) as undated_count
from reports.pilot

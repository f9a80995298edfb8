-- How many prefectures rose, fell or stayed.
select
    count(*) filter (where closed_change > 0) as risen,
    count(*) filter (where closed_change < 0) as fallen,
    count(*) filter (where closed_change = 0) as unchanged,
    max(from_date) as from_date, max(to_date) as to_date
from reports.closed_office_change
where office_type_code = 'total' and area_level = 'prefecture'

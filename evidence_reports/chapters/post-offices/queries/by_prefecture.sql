-- Offices by prefecture, kind and state on each date, the newest first.
select
    offices.*, residents.as_of_date as population_date
from reports.post_office_prefecture as offices
join reports.prefecture_profile as residents on residents.prefecture_code = offices.prefecture_code
order by offices.as_of_date desc, offices.prefecture_code

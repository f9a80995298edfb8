-- Operating offices per 10,000 residents by prefecture, on the newest date of offices; the population is of its own date.
select
    offices.*,
    residents.as_of_date as population_date,
    rank() over (order by offices.offices_per_10k_persons desc) <= 3 as is_high
from reports.post_office_prefecture as offices
join reports.prefecture_profile as residents on residents.prefecture_code = offices.prefecture_code
where offices.as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
order by offices.prefecture_code

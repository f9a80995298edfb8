-- Operating offices per 10,000 residents by prefecture, on the newest date of offices; the population is of its own date.
select
    offices.*,
    residents.as_of_date as population_date,
    file.title_ja as population_ja, file.title_en as population_en,
    rank() over (order by offices.offices_per_10k_persons desc) <= 3 as is_high
from reports.post_office_prefecture as offices
join reports.prefecture_profile as residents on residents.prefecture_code = offices.prefecture_code
cross join (select any_value(title_ja) as title_ja, any_value(title_en) as title_en from reports.received_file where table_name = 'population') as file
where offices.as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
order by offices.prefecture_code

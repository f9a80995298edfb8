-- The municipalities none of whose offices operates on the newest date.
select
    p.prefecture_ja, p.prefecture_en, p.municipality_ja, p.municipality_en, offices.value as office_count
from reports.municipality_indicator as operating
join reports.municipality_indicator as offices
    on offices.municipality_code6 = operating.municipality_code6
    and offices.indicator_id = 'post_offices' and offices.as_of_date = operating.as_of_date
join reports.municipality_profile as p on p.municipality_code6 = operating.municipality_code6
where operating.indicator_id = 'operating_post_offices' and operating.value = 0
  and operating.as_of_date = (select max(as_of_date) from reports.municipality_indicator where indicator_id = 'operating_post_offices')
order by p.municipality_code6

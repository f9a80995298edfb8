-- How many municipalities have one office, two and so on up to five, on that date.
select
    cast(value as integer) as office_count,
    cast(cast(value as integer) as varchar) || '局' as office_count_ja,
    case when value = 1 then '1 office' else cast(cast(value as integer) as varchar) || ' offices' end as office_count_en,
    value = 1 as is_single,
    count(*) as municipality_count
from reports.municipality_indicator
where indicator_id = 'post_offices' and value between 1 and 5
    and as_of_date = (select max(as_of_date) from reports.universal_service)
group by value
order by value

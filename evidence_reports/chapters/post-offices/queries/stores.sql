-- Post offices and the shops of the chains for which there is a number of the same day.
with
shops as (select * from reports.facility_trend where facility_group = 'convenience_store' and is_preferred and value is not null),
offices as (
    select * from reports.facility_trend
    where facility_group = 'post_office' and category_code = 'total' and is_preferred and value is not null
)
select
    facility_type_code = 'post_office' as is_office, facility_type_ja as name_ja, facility_type_en as name_en,
    as_of_date, as_of_precision, value, unit_ja, unit_en, source_id, source_label_ja, source_label_en
from (select * from shops union all by name select * from offices where as_of_date in (select max(as_of_date) from shops))
where as_of_date = (select max(as_of_date) from shops)
order by value desc

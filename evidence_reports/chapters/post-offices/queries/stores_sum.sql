-- The shops of those chains together, and for each post office of the same day.
with
shops as (
    select * from reports.facility_trend
    where facility_group = 'convenience_store' and is_preferred and value is not null
      and as_of_date = (select max(as_of_date) from reports.facility_trend where facility_group = 'convenience_store')
),
offices as (
    select as_of_date, value from reports.facility_trend
    where facility_group = 'post_office' and category_code = 'total' and is_preferred
)
select
    count(*) as chain_count, sum(shops.value) as shop_total, max(offices.value) as office_total, max(shops.as_of_date) as as_of_date,
    max(shops.as_of_precision) as as_of_precision,
    sum(shops.value) / max(offices.value) as shops_per_office
from shops
join offices on offices.as_of_date = shops.as_of_date

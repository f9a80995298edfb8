with
regions as (
    select * from reports.agreement where area_level = 'region' and metric = 'share_pct' and is_preferred and value is not null
)
select
    count(*) as region_count,
    (select count(distinct region_code) from reports.post_office_prefecture) as all_count,
    max(as_of_date) as as_of_date,
    max(value) as high_pct, arg_max(area_ja, value) as high_ja, arg_max(area_en, value) as high_en,
    min(value) as low_pct, arg_min(area_ja, value) as low_ja, arg_min(area_en, value) as low_en
from regions

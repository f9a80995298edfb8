-- The first year of mail, which is also that of its highest figure or not, the year of the report's 48.4 %, the newest
-- one, and the year in which the total with parcel post was highest.
with
mail as (
    select * from reports.mail_trend where mail_class_code = 'mail' and is_preferred and volume_items is not null
),
total as (
    select * from reports.mail_trend
    where mail_class_code = 'total_items_until_2007' and is_preferred and volume_items is not null
)
select
    first.fiscal_year as first_year, first.volume_items as first_items,
    highest.fiscal_year as highest_year, highest.fiscal_year = first.fiscal_year as begins_at_highest,
    newest.fiscal_year as newest_year, newest.volume_items as newest_items, newest.yoy_pct,
    100.0 * newest.volume_items / first.volume_items - 100 as change_pct,
    before.fiscal_year as before_year, 100.0 * before.volume_items / first.volume_items - 100 as before_change_pct,
    total.fiscal_year as total_highest_year, total.volume_items as total_highest_items,
    (select min(fiscal_year) from total) as total_first_year, (select max(fiscal_year) from total) as total_last_year,
    (select count(*) from mail join reports.source as s on s.source_id = mail.source_id where s.is_private) as quoted_count,
    (select count(*) from mail) as figure_count
from (select * from mail order by fiscal_year limit 1) as first
cross join (select * from mail order by volume_items desc limit 1) as highest
cross join (select * from mail order by fiscal_year desc limit 1) as newest
cross join (select * from mail order by fiscal_year desc limit 1 offset 1) as before
cross join (select * from total order by volume_items desc limit 1) as total

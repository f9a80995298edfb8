-- The first year, the newest year and the change between them.
with trend as (
    select * from reports.mail_trend where mail_class_code = 'mail' and is_preferred and volume_items is not null
)
select
    first.fiscal_year as first_year, newest.fiscal_year as newest_year,
    newest.change_from_peak_pct, first.volume_items as first_items, newest.volume_items as newest_items
from (select * from trend order by fiscal_year limit 1) as first
cross join (select * from trend order by fiscal_year desc limit 1) as newest

-- The newest figure of New Year mail and of Yu-Pack against their first ones.
with
figures as (
    select * from reports.mail_trend
    where mail_class_code in ('yu_pack', 'new_year_cards') and is_preferred and volume_items is not null
)
select
    mail_class_code, any_value(mail_class_ja) as class_ja, any_value(mail_class_en) as class_en,
    min(fiscal_year) as first_year, arg_min(volume_items, fiscal_year) as first_items,
    max(fiscal_year) as last_year, arg_max(volume_items, fiscal_year) as last_items,
    100.0 * arg_max(volume_items, fiscal_year) / arg_min(volume_items, fiscal_year) - 100 as change_pct
from figures
group by mail_class_code
order by mail_class_code

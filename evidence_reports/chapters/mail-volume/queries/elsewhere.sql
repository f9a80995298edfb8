-- Fiscal years of mail that other documents print once: the chapter of services in retreat has them, the table of mail
-- volume has not.
select distinct fiscal_year
from reports.retreat_series
where series_code = 'mail' and is_preferred and value is not null
    and fiscal_year not in (
        select fiscal_year from reports.mail_trend
        where mail_class_code = 'mail' and is_preferred and volume_items is not null
    )
order by fiscal_year

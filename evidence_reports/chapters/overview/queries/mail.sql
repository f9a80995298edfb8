-- Mail accepted since its peak, in hundred millions, which English calls a tenth of a billion.
select *, volume_items / 1e8 as oku, volume_items / 1e9 as billion
from reports.mail_trend
where mail_class_code = 'mail' and is_preferred and volume_items is not null
order by fiscal_year

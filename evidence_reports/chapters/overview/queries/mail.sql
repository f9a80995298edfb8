-- Mail accepted since its peak, in hundred millions, which English calls a tenth of a billion; dashed where years are missing.
select
    *, volume_items / 1e8 as oku, volume_items / 1e9 as billion,
    fiscal_year - lag(fiscal_year) over (order by fiscal_year) > 1 as is_gap
from reports.mail_trend
where mail_class_code = 'mail' and is_preferred and volume_items is not null
order by fiscal_year

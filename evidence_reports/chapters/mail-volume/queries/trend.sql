-- Mail, and the total with parcel post that was counted before privatisation, a figure a fiscal year, in hundred
-- millions and in billions. Dashed where years are missing.
select
    t.*,
    t.volume_items / 1e8 as oku, t.volume_items / 1e9 as billion,
    t.mail_class_code = 'mail' as is_mail,
    t.fiscal_year - lag(t.fiscal_year) over (partition by t.mail_class_code order by t.fiscal_year) > 1 as is_mail_gap
from reports.mail_trend as t
where t.mail_class_code in ('mail', 'total_items_until_2007') and t.is_preferred and t.volume_items is not null
order by t.mail_class_position, t.fiscal_year

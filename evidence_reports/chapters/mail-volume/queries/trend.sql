-- Mail, and the total with parcel post that was counted before privatisation, a figure a fiscal year, in hundred
-- millions and in billions. A ring is a figure that personal sites and the like quote, dashed where years are missing.
select
    t.*,
    t.volume_items / 1e8 as oku, t.volume_items / 1e9 as billion,
    t.mail_class_code = 'mail' as is_mail,
    s.source_rank >= 4 as is_quoted,
    t.fiscal_year - lag(t.fiscal_year) over (partition by t.mail_class_code order by t.fiscal_year) > 1 as is_gap
from reports.mail_trend as t
left join reports.source as s on s.source_id = t.source_id
where t.mail_class_code in ('mail', 'total_items_until_2007') and t.is_preferred and t.volume_items is not null
order by t.mail_class_position, t.fiscal_year

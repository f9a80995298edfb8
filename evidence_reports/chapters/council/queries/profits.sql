-- Operating profit or loss of the mail business and of the classes of universal service, in hundred millions and
-- billions of yen. Dashed where a year is missing.
select
    f.*,
    f.value_yen / 1e8 as oku, f.value_yen / 1e9 as billion,
    f.segment_code = 'mail_business' as is_mail,
    f.fiscal_year - lag(f.fiscal_year) over (partition by f.segment_code order by f.fiscal_year) > 1 as is_gap,
    coalesce(f.note_ja, '') as remark_ja, coalesce(f.note_en, '') as remark_en
from reports.postal_finance as f
where f.metric = 'operating_profit' and f.segment_code in ('mail_business', 'class_1', 'class_2', 'class_3')
  and f.is_preferred and f.value_yen is not null and f.fiscal_year is not null
order by f.segment_code = 'mail_business', f.segment_code, f.fiscal_year

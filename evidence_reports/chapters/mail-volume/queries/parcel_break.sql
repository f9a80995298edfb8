-- What breaks Yu-Pack, named as its panel is.
select
    b.fiscal_year as at, b.title_ja, b.title_en, b.explanation_ja, b.explanation_en,
    c.mail_class_ja as of_ja, c.mail_class_en as of_en
from reports.mail_break as b
cross join (select distinct mail_class_ja, mail_class_en from reports.mail_trend where mail_class_code = 'yu_pack') as c
where b.break_id = 'yu_packet_in_yu_pack'

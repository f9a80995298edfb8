-- Single months, and sums of several, the newest first.
select
    *, volume_items / 1e4 as man, volume_items / 1e6 as million,
    strftime(period_start, '%Y年%-m月') || case when period_type = 'month' then '' else '～' || strftime(period_end, '%Y年%-m月') || 'の計' end as period_ja,
    strftime(period_start, '%B %Y') || case when period_type = 'month' then '' else ' to ' || strftime(period_end, '%B %Y') || ', sum' end as period_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.mail_month
order by period_start desc, period_end, mail_class_position, is_preferred desc

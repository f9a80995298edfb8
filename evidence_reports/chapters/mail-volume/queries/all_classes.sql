select
    *, volume_items / 1e4 as man, volume_items / 1e6 as million,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.mail_trend
order by mail_class_position, fiscal_year, is_preferred desc, source_id

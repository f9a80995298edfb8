select *, coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.agreement
order by agreement_code, area_level, metric, as_of_date, is_preferred desc

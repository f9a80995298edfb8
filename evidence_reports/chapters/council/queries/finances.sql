select *, coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.postal_finance
order by fiscal_year desc, entity_ja, segment_code, metric, is_preferred desc

select
    *,
    coalesce(units_ja, '') as scale_ja, coalesce(units_en, '') as scale_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.pilot
order by fiscal_year nulls last, prefecture_code, pilot_id

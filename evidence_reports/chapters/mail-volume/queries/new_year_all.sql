select
    *, volume_items / 1e4 as man, volume_items / 1e6 as million,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.new_year_mail
order by metric, edition_year, area_code, is_preferred desc

select
    *,
    case when area_ja = prefecture_ja then area_ja else prefecture_ja || area_ja end as place_ja,
    case when area_en = prefecture_en then area_en else area_en || ', ' || prefecture_en end as place_en,
    coalesce('規模：' || units_ja || '。', '') || coalesce(note_ja, '') as remark_ja,
    coalesce('Scale: ' || units_en || '. ', '') || coalesce(note_en, '') as remark_en
from reports.pilot
order by fiscal_year nulls last, prefecture_code, pilot_id

select
    *,
    prefecture_ja || municipality_ja as place_ja, municipality_en || ', ' || prefecture_en as place_en,
    coalesce(offices_ja, '') as names_ja,
    coalesce('費用：' || fee_ja || '。', '') || coalesce(note_ja, '') as remark_ja,
    coalesce('Fee: ' || fee_en || '. ', '') || coalesce(note_en, '') as remark_en
from reports.outsourcing_contract
order by prefecture_code, municipality_code5, service_code, start_date

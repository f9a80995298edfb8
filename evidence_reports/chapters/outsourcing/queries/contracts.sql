select
    *,
    coalesce(offices_ja, '') as names_ja,
    coalesce(fee_ja, '') as charge_ja, coalesce(fee_en, '') as charge_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.outsourcing_contract
order by prefecture_code, municipality_code5, service_code, start_date

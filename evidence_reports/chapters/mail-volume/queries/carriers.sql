-- Parcels of every carrier and their shares, as far as they are at hand.
select
    p.*,
    case p.basis when 'truck' then 'トラックのみ' else 'トラック及び航空' end as basis_ja,
    case p.basis when 'truck' then 'trucks only' else 'trucks and air' end as basis_en,
    case p.value_origin when 'published' then '公表' else '計算' end as origin_ja,
    case p.value_origin when 'published' then 'published' else 'calculated' end as origin_en,
    case p.measure when 'share' then '割合（％）' else '個数（百万個）' end as measure_ja,
    case p.measure when 'share' then 'share (%)' else 'parcels (million)' end as measure_en,
    coalesce(p.share_pct, p.volume_items / 1e6) as value,
    coalesce(p.note_ja, '') as remark_ja, coalesce(p.note_en, '') as remark_en
from reports.parcel_share as p
order by p.fiscal_year desc, p.basis, p.measure, p.carrier_ja, p.is_preferred desc

-- The share of Japan Post in home-delivery parcels, on either base, a figure a fiscal year.
select
    p.*,
    case p.basis when 'truck' then 'トラックのみ' else 'トラック及び航空' end as basis_ja,
    case p.basis when 'truck' then 'Trucks only' else 'Trucks and air' end as basis_en,
    case p.value_origin when 'published' then '公表' else '計算' end as origin_ja,
    case p.value_origin when 'published' then 'published' else 'calculated' end as origin_en,
    p.basis = 'truck_and_air' as is_both,
    p.fiscal_year - lag(p.fiscal_year) over (partition by p.basis order by p.fiscal_year) > 1 as is_gap
from reports.parcel_share as p
where p.carrier_code = 'japan_post' and p.share_pct is not null and p.is_preferred
order by p.basis desc, p.fiscal_year

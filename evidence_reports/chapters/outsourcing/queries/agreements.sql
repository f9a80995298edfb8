-- Share of municipalities with an agreement: worked out from the number of municipalities, or as published where no
-- number is at hand.
with
numbers as (
    select *, computed_share_pct as share_pct, value as agreement_count
    from reports.agreement
    where area_level = 'national' and metric = 'municipalities' and is_preferred and computed_share_pct is not null
),
shares as (
    select *, value as share_pct, null::double as agreement_count
    from reports.agreement
    where area_level = 'national' and metric = 'share_pct' and is_preferred and value is not null
)
select
    a.*,
    a.agreement_code = 'agree' as is_comprehensive,
    case when a.agreement_count is null then '公表' else '計算' end as origin_ja,
    case when a.agreement_count is null then 'published' else 'worked out' end as origin_en,
    coalesce(a.note_ja, '') as remark_ja, coalesce(a.note_en, '') as remark_en
from (
    select * from numbers
    union all by name
    select * from shares as sh
    where not exists (select 1 from numbers as n where n.agreement_code = sh.agreement_code and n.as_of_date = sh.as_of_date)
) as a
order by a.agreement_code, a.as_of_date

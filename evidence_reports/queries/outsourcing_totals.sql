-- Municipalities that outsource anything and post offices that handle it, a row a date. Dashed where more than a year
-- and a half is missing; no line leads to the first figure after the report's, which is counted in another way.
with
counts as (
    select * from reports.outsourcing_trend
    where service_code = 'all' and area_level = 'national' and is_preferred and value is not null
),
rows as (
    select m.*, o.value as office_count
    from (select * from counts where metric = 'municipalities') as m
    left join (select * from counts where metric = 'offices') as o on o.as_of_date = m.as_of_date
)
select
    *,
    value as municipality_count,
    date_diff('month', lag(as_of_date) over (order by as_of_date), as_of_date) > 18 as is_gap,
    as_of_date = (
        select min(as_of_date) from rows where as_of_date > (select max(as_of_date) from rows where vintage = 'final')
    ) as is_apart,
    case when as_of_note = 'inferred' then '推定' else '' end as date_remark_ja,
    case when as_of_note = 'inferred' then 'inferred' else '' end as date_remark_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from rows
order by as_of_date

-- Every count of municipalities and offices, the first report's draft included.
select
    *,
    case when as_of_note = 'inferred' then '推定' else '' end as date_remark_ja,
    case when as_of_note = 'inferred' then 'inferred' else '' end as date_remark_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.outsourcing_trend
where not regexp_matches(metric, 'fee|cost|cases')
order by service_code, metric, area_level, as_of_date, is_preferred desc

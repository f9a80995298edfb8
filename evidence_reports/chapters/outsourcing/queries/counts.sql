-- Every count of municipalities and offices, the first report's draft included.
select
    *,
    case when as_of_note = 'inferred' then '時点は推定による。' else '' end || coalesce(note_ja, '') as remark_ja,
    case when as_of_note = 'inferred' then 'The date is inferred. ' else '' end || coalesce(note_en, '') as remark_en
from reports.outsourcing_trend
where not regexp_matches(metric, 'fee|cost|cases')
order by service_code, metric, area_level, as_of_date, is_preferred desc

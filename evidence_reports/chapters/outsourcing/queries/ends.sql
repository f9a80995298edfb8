-- The first figure, that of the first report, that of its draft, and the newest one.
with
counts as (
    select * from reports.outsourcing_trend where service_code = 'all' and area_level = 'national' and value is not null
),
paired as (
    select m.as_of_date, m.vintage, m.is_preferred, m.as_of_note, m.value as municipality_count, o.value as office_count
    from (select * from counts where metric = 'municipalities') as m
    join (select * from counts where metric = 'offices') as o on o.as_of_date = m.as_of_date and o.vintage = m.vintage
)
select
    first.as_of_date as first_date, first.municipality_count as first_count, first.office_count as first_offices,
    report.as_of_date as report_date, report.municipality_count as report_count, report.office_count as report_offices,
    report.as_of_note = 'inferred' as is_inferred,
    draft.as_of_date as draft_date, draft.municipality_count as draft_count, draft.office_count as draft_offices,
    newest.as_of_date as newest_date, newest.municipality_count as newest_count, newest.office_count as newest_offices,
    report.municipality_count - first.municipality_count as change
from (select * from paired where is_preferred order by as_of_date limit 1) as first
cross join (select * from paired where vintage = 'final' order by as_of_date desc limit 1) as report
cross join (select * from paired where is_preferred order by as_of_date desc limit 1) as newest
left join (select * from paired where vintage = 'draft' order by as_of_date desc limit 1) as draft on true

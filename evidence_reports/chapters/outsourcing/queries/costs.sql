-- Costs and cases that the sources give.
select *, coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.outsourcing_trend
where regexp_matches(metric, 'fee|cost|cases')
order by metric, as_of_date

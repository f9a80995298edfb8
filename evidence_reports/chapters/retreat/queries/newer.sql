-- Post offices in all after the figure that the chapter ends with, if a source has any.
select s.as_of_date, s.as_of_precision, s.value as office_count, lower(s.evidence_en) as evidence_en, s.evidence_ja,
    latest.latest_date
from reports.retreat_series as s
join reports.retreat_summary as latest on latest.series_code = s.series_code
where s.series_code = 'post_office_total' and s.is_preferred and s.value is not null
  and s.as_of_date > latest.latest_date
qualify s.as_of_date = max(s.as_of_date) over ()

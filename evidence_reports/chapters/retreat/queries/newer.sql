-- Post offices after the figures that the chapter ends with, on the newest date that a source has any: in all, operating, closed.
select s.series_code, s.as_of_date, s.as_of_precision, s.value as office_count, lower(s.evidence_en) as evidence_en, s.evidence_ja,
    replace(s.series_ja, '郵便局数', '郵便局') as kind_ja, lower(s.series_en) as kind_en,
    latest.latest_date
from reports.retreat_series as s
join reports.retreat_summary as latest on latest.series_code = s.series_code
where s.series_group = 'post_office' and s.is_preferred and s.value is not null
  and s.as_of_date > latest.latest_date
qualify s.as_of_date = max(s.as_of_date) over ()
order by s.position

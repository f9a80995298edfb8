select series_ja, series_en, as_of_date, as_of_precision, break_ja, break_en
from reports.retreat_series
where break_ja is not null
order by position

-- What breaks these lines, from the first figure after it on.
select as_of_date as at, series_ja as title_ja, series_en as title_en, break_ja as explanation_ja, break_en as explanation_en
from reports.retreat_series
where series_code in ('post_office_total', 'post_office_direct', 'post_office_contract') and break_ja is not null and is_preferred
order by as_of_date

-- First and last date of the offices by kind, and the last index of those the drawing speaks of.
select
    min(latest.first_date) as from_date, max(latest.latest_date) as to_date,
    max(s.index_value) filter (where s.series_code = 'post_office_closed') as closed_index,
    max(s.index_value) filter (where s.series_code = 'post_office_contract') as contract_index
from reports.retreat_summary as latest
join reports.retreat_series as s
    on s.series_code = latest.series_code and s.as_of_date = latest.latest_date and s.is_preferred
where latest.series_code in ('post_office_open', 'post_office_closed', 'post_office_direct', 'post_office_contract')

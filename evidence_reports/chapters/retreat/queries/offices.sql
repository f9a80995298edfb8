-- Offices as they are counted apart: operating, temporarily closed, directly managed, contract.
select
    s.*, 100.0 * s.latest_value / s.first_value - 100 as change_pct, s.series_code = 'post_office_contract' as is_contract
from reports.retreat_summary as s
where s.series_code in ('post_office_open', 'post_office_closed', 'post_office_direct', 'post_office_contract')
order by s.position

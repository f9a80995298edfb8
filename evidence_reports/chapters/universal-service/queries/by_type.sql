-- Contract offices beside directly managed ones, first and last date by prefecture.
select *, office_type_code = 'contract' as is_contract
from reports.closed_office_change
where area_level = 'national' and office_type_code in ('contract', 'direct')
order by office_type_code

-- Directly managed and contract offices of the prefecture, temporarily closed on both dates.
select * from reports.closed_office_change
where prefecture_code = '17' and office_type_code <> 'total'
order by closed_to desc

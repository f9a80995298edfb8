-- All offices, directly managed ones and contract offices, each against its own first figure since 1997; dashed where
-- more than a year and a half is missing.
select
    *,
    100.0 * value / first_value(value) over series as index_since_first,
    date_diff('month', lag(as_of_date) over series, as_of_date) > 18 as is_gap,
    evidence_code = 'quoted' as is_quoted,
    series_code = 'post_office_contract' as is_contract
from reports.retreat_series
where series_code in ('post_office_total', 'post_office_direct', 'post_office_contract') and is_preferred
window series as (partition by series_code order by as_of_date)
order by position, as_of_date

-- Certificates issued at convenience stores, whole years alone; dashed where years are missing.
select
    *,
    -- Printed as 'more than': a point that the line may lie above.
    coalesce(qualifier = 'more_than', false) as is_bound,
    coalesce(qualifier_ja, '') as remark_ja, coalesce(qualifier_en, '') as remark_en,
    date_diff('month', lag(as_of_date) over (order by as_of_date), as_of_date) > 18 as is_gap,
    value / 1e4 as value_man, value / 1e6 as value_million
from reports.retreat_series
where series_code = 'store_certificate' and is_preferred and not is_partial
order by as_of_date

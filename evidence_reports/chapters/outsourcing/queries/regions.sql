-- The same share by regional branch, as far as it is known.
select
    *,
    value as share_pct,
    row_number() over (order by value desc) = 1 or row_number() over (order by value) = 1 as is_end
from reports.agreement
where area_level = 'region' and metric = 'share_pct' and is_preferred and value is not null
order by value desc

-- Those that differ or cannot be worked out.
select
    *,
    status as status_badge
from reports.published_figure
where status in ('differs', 'not_reproducible')
order by status, position

-- How many of the printed figures came out in each way, the best first.
select
    status as status_badge, count(*) as figure_count,
    status in ('reproduced', 'confirmed') as is_good
from reports.published_figure
group by status
order by status in ('reproduced', 'confirmed') desc, count(*) desc

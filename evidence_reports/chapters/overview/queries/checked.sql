-- How many figures of the first report could be worked out again or found in another document.
select
    count(*) filter (where status in ('reproduced', 'confirmed')) as good_count,
    count(*) filter (where status = 'differs') as differing_count,
    count(*) as figure_count
from reports.published_figure

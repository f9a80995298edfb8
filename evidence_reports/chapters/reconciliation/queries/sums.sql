select
    count(*) as figure_count,
    count(*) filter (where status = 'reproduced') as reproduced_count,
    count(*) filter (where status = 'confirmed') as confirmed_count,
    count(*) filter (where status in ('reproduced', 'confirmed')) as good_count,
    count(*) filter (where status = 'stated_only') as alone_count,
    count(*) filter (where status = 'not_numeric') as other_count,
    count(*) filter (where status in ('differs', 'not_reproducible')) as open_count,
    -- Of another document than most: the draft, of which a figure is held too.
    count(*) filter (where source_id <> (select mode(source_id) from reports.published_figure)) as draft_count
from reports.published_figure

-- How many prefectures rose, fell or stayed, and who counted.
with
changes as (
    select * from reports.closed_office_change
    where office_type_code = 'total' and area_level = 'prefecture'
)
select
    count(*) filter (where closed_change > 0) as risen,
    count(*) filter (where closed_change < 0) as fallen,
    count(*) filter (where closed_change = 0) as unchanged,
    max(from_date) as from_date, max(to_date) as to_date,
    max(changes.source_label_ja) as source_label_ja, max(changes.source_label_en) as source_label_en,
    -- Of no authority and no press: personal sites and the like.
    bool_and(source.is_private) as is_private
from changes
left join reports.source as source on source.source_id = changes.source_id

-- The sources of what need is made of.
select distinct s.source_id, s.title_ja as source_label_ja, s.title_en as source_label_en, s.url as source_url
from reports.finder_weight as w
join reports.indicator as i on i.indicator_id = w.indicator_id
join reports.source as s on s.source_id = i.source_id
where w.side = 'need' and w.is_default
order by s.source_id

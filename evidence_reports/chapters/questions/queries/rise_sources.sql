-- The source of the shares beneath the names of these prefectures.
select distinct
    s.source_id,
    s.publisher_ja || '『' || s.title_ja || '』' as source_label_ja,
    s.publisher_en || ', ' || s.title_en as source_label_en
from reports.indicator as i
join reports.source as s on s.source_id in (i.source_id, i.denominator_source_id)
where i.indicator_id = 'share_65plus_pct'
order by s.source_id

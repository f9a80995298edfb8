-- The sources of the first answer: offices, census and projection.
select distinct
    s.source_id,
    s.publisher_ja || '『' || s.title_ja || '』' as source_label_ja,
    s.publisher_en || ', ' || s.title_en as source_label_en
from reports.indicator as i
join reports.source as s on s.source_id in (i.source_id, i.denominator_source_id)
where i.indicator_id in ('projected_change_2050_pct', 'single_office', 'post_offices', 'operating_post_offices')
order by s.source_id

-- The sources of the indicators that the answers are computed from: of all, of the list of the first, of the ages beside closures.
select
    s.source_id,
    s.publisher_ja || '『' || s.title_ja || '』' as source_label_ja,
    s.publisher_en || ', ' || s.title_en as source_label_en,
    bool_or(i.indicator_id in (
        'projected_change_2050_pct', 'single_office', 'post_offices', 'operating_post_offices'
    )) as is_of_alone,
    bool_or(i.indicator_id = 'share_65plus_pct') as is_of_ages
from reports.indicator as i
join reports.source as s on s.source_id in (i.source_id, i.denominator_source_id)
where i.indicator_id in (
    'projected_change_2050_pct', 'single_office', 'post_offices', 'operating_post_offices', 'residents_per_operating_office',
    'share_65plus_pct', 'single_65plus_share_pct', 'cards_per_resident', 'mean_nearest_office_km', 'depopulated',
    'closed_share_prefecture_pct'
)
group by s.source_id, s.publisher_ja, s.title_ja, s.publisher_en, s.title_en
order by s.source_id

-- The municipalities behind the answer, those that lose most first.
with newest as (
    select municipality_code6, indicator_id, value, as_of_date, denominator_date
    from reports.municipality_indicator
    where indicator_id in ('projected_change_2050_pct', 'single_office', 'post_offices', 'operating_post_offices')
    qualify as_of_date = max(as_of_date) over (partition by indicator_id)
)
select
    p.prefecture_ja, p.prefecture_en, p.municipality_ja, p.municipality_en,
    change.value as change_pct, offices.value as office_count, operating.value as operating_count
from newest as single
join newest as change
    on change.municipality_code6 = single.municipality_code6 and change.indicator_id = 'projected_change_2050_pct'
join newest as offices on offices.municipality_code6 = single.municipality_code6 and offices.indicator_id = 'post_offices'
join newest as operating
    on operating.municipality_code6 = single.municipality_code6 and operating.indicator_id = 'operating_post_offices'
join reports.municipality_profile as p on p.municipality_code6 = single.municipality_code6
where single.indicator_id = 'single_office' and single.value = 1 and (change.value < -40 or change.value is null)
order by change.value, p.municipality_code6

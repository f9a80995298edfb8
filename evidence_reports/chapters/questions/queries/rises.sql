-- The prefectures with the largest rise, with the share of residents of 65 and over at the last census.
select
    a.question_ja, a.question_en, a.group_ja, a.group_en, a.value, a.as_of_date, a.denominator_date,
    i.value as share_65plus_pct, i.as_of_date as census_date,
    nation.value as nation_65plus_pct,
    rank() over (order by a.value desc) = 1 as is_first,
    c.source_id in (select source_id from reports.source where is_private) as is_private,
    c.source_id, c.source_label_ja, c.source_label_en
from reports.question_answer as a
join reports.closed_office_change as c on c.prefecture_code = a.group_code and c.office_type_code = 'total'
join reports.area_indicator as i on i.area_code = c.area_code and i.indicator_id = 'share_65plus_pct'
join reports.area_indicator as nation
    on nation.area_level = 'national' and nation.indicator_id = i.indicator_id and nation.as_of_date = i.as_of_date
where a.question_id = 'closures_by_prefecture'
qualify i.as_of_date = max(i.as_of_date) over ()
order by a.value desc, a.group_code

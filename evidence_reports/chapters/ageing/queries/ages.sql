-- Age groups as the census counted them.
select
    *, value / 1e4 as value_man, value / 1e6 as value_million, age_group = '65_over' as is_old,
    age_group_ja as line_ja, 'Aged ' || age_group_en as line_en
from reports.ageing_series
where edition_code = 'census_counts' and unit = 'persons' and age_group in ('under_15', '15_64', '65_over')
order by age_group_position, year

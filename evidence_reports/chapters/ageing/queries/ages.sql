-- Age groups as the census counted them.
select
    *, value / 1e4 as value_man, value / 1e6 as value_million, age_group = '65_over' as is_old
from reports.ageing_series
where edition_code = 'census_counts' and unit = 'persons' and age_group in ('under_15', '15_64', '65_over')
order by age_group_position, year

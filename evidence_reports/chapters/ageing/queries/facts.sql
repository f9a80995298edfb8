-- What the text says, in one row.
with
a as (select * from reports.ageing_series),
census as (select * from a where edition_code = 'census_counts'),
peak as (select year, value from census where age_group = 'total' and unit = 'persons' order by value desc limit 1),
last_census as (select max(year) as year from census),
-- A count that the census has not confirmed yet.
preliminary as (
    select year(as_of_date) as year, value from reports.area_indicator
    where area_level = 'national' and indicator_id = 'census_population_preliminary' and value_status = 'ok'
      and year(as_of_date) > (select year from last_census)
    order by as_of_date desc
    limit 1
)
select
    peak.year as peak_year, peak.value as peak_persons,
    (select min(year) from census) as first_year, last_census.year as last_year,
    (select value from census where age_group = 'total' and unit = 'persons' and year = last_census.year) as last_persons,
    (select value from census where age_group = '65_over' and unit = 'percent' order by year limit 1) as first_share_pct,
    (select value from census where age_group = '65_over' and unit = 'percent' and year = last_census.year) as last_share_pct,
    (select arg_max(value, year) from a where edition_code = 'ipss2023_medium' and age_group = 'total' and unit = 'persons')
        as end_persons,
    (select max(year) from a where edition_code = 'ipss2023_medium' and age_group = 'total' and unit = 'persons') as end_year,
    (select value from a where edition_code = 'ipss2023_medium' and age_group = '65_over' and unit = 'percent' order by year desc limit 1) as end_share_pct,
    (select year from a where edition_code = 'ipss2023_medium' and age_group = '65_over' and unit = 'percent' order by year desc limit 1) as end_share_year,
    (select value from census where age_group = '75_over' and unit = 'persons' and year = last_census.year) as old_persons,
    (select arg_max(value, year) - arg_min(value, year) from census where age_group = '65_over' and unit = 'persons') as old_change,
    (select arg_max(value, year) - arg_min(value, year) from census where age_group = 'under_15' and unit = 'persons') as young_change,
    preliminary.year as preliminary_year, preliminary.value as preliminary_persons
from peak cross join last_census left join preliminary on true

-- A year that two editions of the projection have.
select
    older.year, older.value as older_persons, newer.value as newer_persons,
    older.edition_ja as older_ja, newer.edition_ja as newer_ja, older.edition_en as older_en, newer.edition_en as newer_en,
    newer.value - older.value as change
from reports.ageing_series as older
join reports.ageing_series as newer
    on newer.year = older.year and newer.age_group = older.age_group and newer.unit = older.unit
where older.edition_code = 'ipss2017_medium' and newer.edition_code = 'ipss2023_medium'
  and older.age_group = 'total' and older.unit = 'persons'
order by older.year
limit 1

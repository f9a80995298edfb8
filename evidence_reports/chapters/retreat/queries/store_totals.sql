-- The nation's totals of these, with their dates, sources and what is to be minded.
select
    facility_code, facility_ja, facility_en, as_of_date, as_of_precision, sum(value) as value,
    any_value(unit_ja) as unit_ja, any_value(unit_en) as unit_en, coalesce(any_value(note_ja), '') as note_ja, coalesce(any_value(note_en), '') as note_en,
    any_value(source_id) as source_id, any_value(source_label_ja) as source_label_ja,
    any_value(source_label_en) as source_label_en, any_value(source_url) as source_url
from (
    select * from reports.prefecture_facility
    qualify as_of_date = max(as_of_date) over (partition by facility_code)
)
group by facility_code, facility_ja, facility_en, facility_position, as_of_date, as_of_precision
order by facility_position

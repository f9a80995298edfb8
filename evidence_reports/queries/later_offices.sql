-- What a study of the newest list says in single figures; of no municipality by name. A row where all of one day are there.
with newest as (
    select metric_code, value, as_of_date, as_of_precision, source_id, source_label_ja, source_label_en, source_url
    from reports.national_observation
    where metric_code in (
        'municipalities_with_one_office', 'post_office_in_depopulated_areas', 'post_office_long_closed_contract'
    )
    qualify as_of_date = max(as_of_date) over (partition by metric_code)
)
select
    max(as_of_date) as as_of_date,
    max(as_of_precision) as as_of_precision,
    max(value) filter (where metric_code = 'municipalities_with_one_office') as single_count,
    max(value) filter (where metric_code = 'post_office_in_depopulated_areas') as depopulated_count,
    max(value) filter (where metric_code = 'post_office_long_closed_contract') as long_closed_count,
    max(source_id) as source_id,
    max(source_label_ja) as source_label_ja,
    max(source_label_en) as source_label_en,
    max(source_url) as source_url
from newest
having count(*) = 3 and min(as_of_date) = max(as_of_date)

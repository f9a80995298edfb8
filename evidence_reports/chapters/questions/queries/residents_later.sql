-- What a study of a later day says of operating offices in both groups: per 10,000 residents, and turned into residents per
-- office, to tens because the ratio is printed to three digits. A row where both of one day are there.
with newest as (
    select metric_code, value, note_ja, note_en, as_of_date, as_of_precision, source_id, source_label_ja, source_label_en, source_url
    from reports.national_observation
    where metric_code in ('operating_per_10k_depopulated', 'operating_per_10k_other')
    qualify as_of_date = max(as_of_date) over (partition by metric_code)
)
select
    max(as_of_date) as as_of_date,
    max(as_of_precision) as as_of_precision,
    max(value) filter (where metric_code = 'operating_per_10k_depopulated') as here_ratio,
    max(value) filter (where metric_code = 'operating_per_10k_other') as there_ratio,
    round(10000 / max(value) filter (where metric_code = 'operating_per_10k_depopulated'), -1) as here_persons,
    round(10000 / max(value) filter (where metric_code = 'operating_per_10k_other'), -1) as there_persons,
    max(note_ja) as note_ja,
    max(note_en) as note_en,
    max(source_id) as source_id,
    max(source_label_ja) as source_label_ja,
    max(source_label_en) as source_label_en,
    max(source_url) as source_url
from newest
having count(*) = 2 and min(as_of_date) = max(as_of_date)

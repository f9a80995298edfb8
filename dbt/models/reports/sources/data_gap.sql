-- One row is one set of figures that is still missing, and where a file with it would go.
select
    gap_id,
    subject,
    title_ja,
    title_en,
    explanation_ja,
    explanation_en,
    where_to_put_ja,
    where_to_put_en,
    false as has_sample
from {{ ref('dim_data_gap') }}
where not is_filled

-- One row is one year in which a series of mail or parcels changes its meaning.
select
    break_id,
    fiscal_year,
    title_ja,
    title_en,
    explanation_ja,
    explanation_en,
    false as has_sample
from {{ ref('series_break') }}

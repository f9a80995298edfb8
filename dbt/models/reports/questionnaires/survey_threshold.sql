-- One row is one number that the rules of survey statistics turn on.
select
    threshold,
    value,
    meaning_ja,
    meaning_en,
    false as has_sample
from {{ ref('statistical_threshold') }}

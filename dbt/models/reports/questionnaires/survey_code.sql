-- One row is one code of the survey tables, with what it means.
select
    column_name,
    code,
    label_ja,
    label_en,
    position as code_position,
    false as has_sample
from {{ ref('survey_code_label') }}

-- One row is one received row that was not loaded, with the rule and the reason.
select
    source_file,
    table_name,
    row_number,
    column_name,
    -- What a municipality or a newspaper wrote is not published; only files of published figures are quoted.
    case when file_nature = 'published' then value end as value,
    rule,
    reason_ja,
    reason_en,
    case when file_nature = 'published' then raw_text end as raw_text,
    file_nature = 'sample' as has_sample
from {{ ref('fct_quarantined_row') }}
-- What is wrong with a form is told to the body that sent it, in its receipt.
where table_name <> 'form_submission'

-- One row is one received row that was not loaded, with the rule and the reason.
select
    source_file,
    table_name,
    sheet,
    row_number,
    header,
    -- Which answer of a body is at fault is between it and the office.
    case when not is_confidential then column_name end as column_name,
    -- What a municipality or a newspaper wrote is not published; only files of published figures are quoted.
    case when may_be_quoted then value end as value,
    rule,
    -- How to mend it is told to those who can (raw.quarantined_row).
    rule_ja as reason_ja,
    rule_en as reason_en,
    case when may_be_quoted then raw_text end as raw_text,
    coalesce(file_nature = 'sample', false) as has_sample
from {{ ref('fct_quarantined_row') }}
-- What is wrong with a form is told to the body that sent it, in its receipt.
where table_name <> 'form_submission'

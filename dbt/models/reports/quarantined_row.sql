-- One row is one received row that was not loaded, with the rule and the reason.
select
    source_file,
    table_name,
    row_number,
    column_name,
    -- What a municipality or a newspaper wrote is not published; only files of published figures are quoted.
    -- Answers to a questionnaire are never quoted, not even in a reason.
    case when file_nature = 'published' and table_name <> 'survey_response' then value end as value,
    rule,
    case when table_name = 'survey_response' then '回答の内容に触れるため、理由は公表しない。' else reason_ja end
        as reason_ja,
    case
        when table_name = 'survey_response' then 'Not published, because the reason quotes an answer.'
        else reason_en
    end as reason_en,
    case when file_nature = 'published' and table_name <> 'survey_response' then raw_text end as raw_text,
    file_nature = 'sample' as has_sample
from {{ ref('fct_quarantined_row') }}
-- What is wrong with a form is told to the body that sent it, in its receipt.
where table_name <> 'form_submission'

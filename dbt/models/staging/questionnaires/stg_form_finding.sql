-- One row is one thing found in a form; what was written in the form stays in raw.
select
    wave_id,
    unit_id,
    source_file,
    question_id,
    rule,
    severity
from {{ source('raw', 'form_finding') }}

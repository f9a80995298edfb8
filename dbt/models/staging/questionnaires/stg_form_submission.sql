-- One row is one file received as a filled form.
select
    wave_id,
    unit_id,
    source_file,
    sha256,
    form_version,
    submitted_on,
    submitted_on_basis,
    round_number,
    is_late,
    state,
    superseded_by,
    cell_count,
    answer_count,
    finding_count,
    error_count
from {{ source('raw', 'form_submission') }}

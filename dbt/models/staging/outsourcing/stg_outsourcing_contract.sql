-- One row is one publicly reported outsourcing arrangement: municipality × service × start × source.
select
    prefecture as prefecture_name,
    municipality as municipality_name,
    municipality_id,
    service_code,
    offices_ja,
    office_count,
    office_count_status,
    start_date,
    start_precision,
    start_note_ja,
    start_note_en,
    task_count,
    national_sequence_no,
    sequence_scope,
    fee_ja,
    fee_en,
    {{ received_origin() }}
from {{ source('raw', 'outsourcing_contract') }}

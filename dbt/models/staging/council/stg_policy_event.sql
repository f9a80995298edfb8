-- One row is one event of policy after the first report.
select
    event_date,
    event_precision,
    title_ja,
    title_en,
    {{ received_origin() }}
from {{ source('raw', 'policy_event') }}

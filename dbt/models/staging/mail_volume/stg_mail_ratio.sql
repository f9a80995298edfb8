-- One row is one ratio as printed by one source.
select
    metric,
    definition_ja,
    definition_en,
    fiscal_year,
    value as ratio_pct,
    value_status,
    {{ received_origin() }}
from {{ source('raw', 'mail_ratio') }}

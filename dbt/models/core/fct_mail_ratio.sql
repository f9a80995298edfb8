-- One row is one ratio as printed by one source: metric × fiscal year × source.
with

ratios as (
    select * from {{ ref('stg_mail_ratio') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

files as (
    select * from {{ ref('dim_received_file') }}
),

joined as (
    select
        ratios.metric,
        ratios.definition_ja,
        ratios.definition_en,
        ratios.fiscal_year,
        ratios.ratio_pct,
        ratios.value_status,
        ratios.confidence,
        ratios.note_ja,
        ratios.note_en,
        ratios.source_id,
        ratios.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        ratios.source_file,
        ratios.row_number
    from ratios
    left join sources as source on ratios.source_id = source.source_id
    left join files as received_file on ratios.source_file = received_file.source_file
)

select
    metric,
    definition_ja,
    definition_en,
    fiscal_year,
    ratio_pct,
    value_status,
    {{ preferred_rank(
        measured_thing=['metric', 'fiscal_year'],
        value='ratio_pct'
    ) }} = 1 as is_preferred,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined

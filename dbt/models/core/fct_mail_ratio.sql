-- One row is one ratio as printed by one source: metric × fiscal year × source.
with

ratios as (
    select * from {{ ref('stg_mail_ratio') }}
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
    {{ join_origin('ratios') }}
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

-- One row is one published amount: entity × segment × metric × fiscal year × source.
with

amounts as (
    select * from {{ ref('stg_postal_finance') }}
),

joined as (
    select
        amounts.entity_ja,
        amounts.entity_en,
        amounts.segment_code,
        amounts.metric,
        amounts.fiscal_year,
        amounts.value_yen,
        amounts.value_status,
        amounts.confidence,
        amounts.note_ja,
        amounts.note_en,
        amounts.source_id,
        amounts.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        amounts.source_file,
        amounts.row_number
    from amounts
    {{ join_origin('amounts') }}
)

select
    entity_ja,
    entity_en,
    segment_code,
    metric,
    fiscal_year,
    value_yen,
    value_status,
    {{ preferred_rank(
        measured_thing=['entity_ja', 'segment_code', 'metric', 'fiscal_year'],
        value='value_yen'
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

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
        {{ ranked_origin('amounts') }}
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
    {{ kept_origin() }}
from joined

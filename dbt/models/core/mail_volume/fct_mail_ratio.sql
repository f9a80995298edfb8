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
        {{ ranked_origin('ratios') }}
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
    {{ kept_origin() }}
from joined

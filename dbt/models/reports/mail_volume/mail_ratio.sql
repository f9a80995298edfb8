-- One row is one ratio on mail as printed by one source, beside the same ratio computed from volumes.
with

ratios as (
    select * from {{ ref('fct_mail_ratio') }}
),

computed as (
    select * from {{ ref('int_mail_change') }}
),

metrics as (
    select * from {{ ref('metric') }}
    where subject = 'mail_ratio'
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    ratios.metric,
    metrics.metric_ja,
    metrics.metric_en,
    ratios.definition_ja,
    ratios.definition_en,
    cast(ratios.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    ratios.ratio_pct as published_pct,
    ratios.value_status,
    computed.change_pct as computed_pct,
    -- Equal where the computed ratio rounds to the printed one.
    {{ rounds_to('computed.change_pct', 'ratios.ratio_pct', resolution_step('ratios.ratio_pct')) }} as agrees,
    ratios.is_preferred,
    ratios.note_ja,
    ratios.note_en,
    {{ source_columns('ratios') }},
    ratios.is_sample as has_sample
from ratios
inner join metrics on ratios.metric = metrics.metric
left join computed
    on ratios.metric = computed.metric
    and ratios.fiscal_year = computed.fiscal_year
left join sources as source on ratios.source_id = source.source_id

-- One row is one published amount: entity × segment × metric × fiscal year × competing row.
with

amounts as (
    select * from {{ ref('fct_postal_finance') }}
),

segments as (
    select * from {{ ref('dim_finance_segment') }}
),

metrics as (
    select * from {{ ref('metric') }}
    where subject = 'postal_finance'
),

years as (
    select * from {{ ref('dim_fiscal_period') }}
    where period_type = 'fiscal_year'
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    amounts.entity_ja,
    amounts.entity_en,
    amounts.segment_code,
    segments.segment_ja,
    segments.segment_en,
    amounts.metric,
    metrics.metric_ja,
    metrics.metric_en,
    cast(amounts.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    years.period_ja as fiscal_year_ja,
    amounts.value_yen,
    amounts.value_status,
    amounts.is_preferred,
    amounts.note_ja,
    amounts.note_en,
    {{ source_columns('amounts') }},
    amounts.is_sample as has_sample
from amounts
inner join segments on amounts.segment_code = segments.segment_code
inner join metrics on amounts.metric = metrics.metric
left join years on amounts.fiscal_year = years.fiscal_year
left join sources as source on amounts.source_id = source.source_id

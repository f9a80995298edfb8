-- One row is one published amount: entity × segment × metric × fiscal year × source.
with

rows_read as (
    select * from {{ source('raw', 'postal_finance') }}
),

segments as (
    select * from {{ ref('finance_segment') }}
)

select
    rows_read.entity_ja,
    rows_read.entity_en,
    segments.segment_code,
    rows_read.segment_ja as published_segment_name,
    rows_read.metric,
    cast(rows_read.value as bigint) as value_yen,
    rows_read.value_status,
    rows_read.fiscal_year,
    {{ received_origin('rows_read') }}
from rows_read
left join segments on rows_read.segment_ja = segments.published_name

-- One row is one national figure of one item and period, as printed by one source.
with

figures as (
    select * from {{ ref('stg_national_observation') }}
)

select
    figures.observation_id,
    figures.metric_code,
    figures.period_type,
    figures.fiscal_year,
    figures.as_of_date,
    figures.as_of_precision,
    figures.qualifier,
    figures.value,
    figures.unit_code,
    figures.published_unit,
    figures.is_derived,
    figures.confidence,
    figures.note_ja,
    figures.note_en,
    'japan' as area_code,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}

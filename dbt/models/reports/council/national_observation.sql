-- One row is one national figure of one item and period, as printed by one source.
with

observations as (
    select * from {{ ref('fct_national_observation') }}
)

select
    observations.observation_id,
    metrics.subject,
    observations.metric_code,
    metrics.metric_ja,
    metrics.metric_en,
    metrics.position as metric_position,
    observations.period_type,
    cast(observations.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    observations.as_of_date,
    observations.as_of_precision,
    observations.qualifier,
    qualifiers.qualifier_ja,
    qualifiers.qualifier_en,
    observations.value,
    observations.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    observations.is_derived,
    observations.confidence,
    observations.note_ja,
    observations.note_en,
    {{ source_named('observations') }},
    observations.is_sample as has_sample
from observations
inner join {{ ref('national_metric') }} as metrics on observations.metric_code = metrics.metric_code
left join {{ ref('figure_qualifier') }} as qualifiers on observations.qualifier = qualifiers.qualifier
left join {{ ref('dim_unit') }} as units on observations.unit_code = units.unit_code
left join {{ ref('dim_source') }} as source on observations.source_id = source.source_id

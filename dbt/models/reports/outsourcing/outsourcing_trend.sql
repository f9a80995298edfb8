-- One row is one published number on an outsourced service: service × metric × area × date × competing row.
with

counts as (
    select * from {{ ref('fct_outsourcing_count') }}
),

services as (
    select * from {{ ref('service') }}
),

metrics as (
    select * from {{ ref('metric') }}
    where subject = 'outsourcing'
),

areas as (
    select * from {{ ref('dim_area') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    counts.service_code,
    services.service_ja,
    services.service_en,
    services.legal_basis_ja,
    services.legal_basis_en,
    counts.metric,
    metrics.metric_ja,
    metrics.metric_en,
    areas.area_level,
    areas.area_ja,
    areas.area_en,
    counts.as_of_date,
    counts.as_of_precision,
    counts.as_of_note,
    counts.value,
    counts.value_status,
    units.unit_ja,
    units.unit_en,
    counts.vintage,
    counts.is_preferred,
    counts.note_ja,
    counts.note_en,
    {{ source_columns('counts') }},
    counts.is_sample as has_sample
from counts
inner join services on counts.service_code = services.service_code
inner join metrics on counts.metric = metrics.metric
left join areas on counts.area_code = areas.area_code
left join units on counts.unit_code = units.unit_code
left join sources as source on counts.source_id = source.source_id

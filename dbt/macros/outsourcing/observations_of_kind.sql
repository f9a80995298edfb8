{# The published numbers on services of one kind: affairs entrusted to post offices, or agreements with Japan Post. #}
{% macro observations_of_kind(kind) -%}
with

observations as (
    select * from {{ ref('int_outsourcing_observation') }}
),

services as (
    select * from {{ ref('service') }}
    where kind = '{{ kind }}'
)

select
    observations.service_code,
    observations.metric,
    observations.area_code,
    observations.area_level,
    observations.value,
    observations.value_status,
    observations.unit_code,
    observations.as_of_date,
    observations.as_of_precision,
    observations.as_of_note,
    observations.vintage,
    observations.measured_month,
    observations.is_preferred,
    {{ kept_origin('observations') }}
from observations
inner join services on observations.service_code = services.service_code
{%- endmacro %}

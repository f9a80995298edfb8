-- One row is one published number on outsourcing: service × metric × area × date × source × vintage.
with

observations as (
    select * from {{ ref('int_outsourcing_observation') }}
),

services as (
    select * from {{ ref('service') }}
    where kind = 'affair'
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
    observations.confidence,
    observations.note_ja,
    observations.note_en,
    observations.source_id,
    observations.source_page,
    observations.is_sample,
    observations.source_file,
    observations.row_number
from observations
inner join services on observations.service_code = services.service_code

-- One row is one published number on outsourcing or agreements, with the measurement it competes in; one row of each is preferred.
{#- A draft carries the day it was presented, not the day counted: it competes with the final figure
    that replaced it. Counts dated in the same month are one measurement: sources differ in the day. #}
{% set measured_on -%}
    case
        when observations.vintage = 'draft' and final_dates.final_as_of_date is not null
            then final_dates.final_as_of_date
        else observations.as_of_date
    end
{%- endset %}

with

observations as (
    select * from {{ ref('stg_outsourcing_count') }}
),

areas as (
    select * from {{ ref('dim_area') }}
),

final_dates as (
    select
        service_code,
        metric,
        area_name,
        max(as_of_date) as final_as_of_date
    from observations
    where vintage = 'final'
    group by service_code, metric, area_name
),

joined as (
    select
        observations.service_code,
        observations.metric,
        areas.area_code,
        areas.area_level,
        observations.value,
        observations.value_status,
        observations.unit_code,
        observations.as_of_date,
        observations.as_of_precision,
        observations.as_of_note,
        observations.vintage,
        cast({{ dbt.date_trunc('month', measured_on) }} as date) as measured_month,
        {{ ranked_origin('observations') }}
    from observations
    -- A municipality was resolved while reading; all other areas are known by their names.
    left join areas
        on observations.municipality_id = areas.municipality_id
        or (observations.municipality_id is null and observations.area_name = areas.area_name)
    left join final_dates
        on observations.service_code = final_dates.service_code
        and observations.metric = final_dates.metric
        and observations.area_name = final_dates.area_name
    {{ join_origin('observations') }}
)

select
    service_code,
    metric,
    area_code,
    area_level,
    value,
    value_status,
    unit_code,
    as_of_date,
    as_of_precision,
    as_of_note,
    vintage,
    measured_month,
    {{ preferred_rank(
        measured_thing=['service_code', 'metric', 'area_code', 'measured_month'],
        value='value', vintage='vintage'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined

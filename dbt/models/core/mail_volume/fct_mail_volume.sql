-- One row is one published number of items accepted: period × area × class × source × vintage; one of the competing rows is preferred.
with

volumes as (
    select * from {{ ref('stg_mail_volume') }}
),

areas as (
    select * from {{ ref('dim_area') }}
),

joined as (
    select
        volumes.period_type,
        volumes.period_text,
        volumes.fiscal_year,
        volumes.period_start,
        volumes.period_end,
        areas.area_code,
        areas.area_level,
        volumes.mail_class_code,
        volumes.volume_items,
        volumes.value_status,
        {{ resolution_step('volumes.volume_items') }} as resolution_items,
        volumes.yoy_pct,
        volumes.vintage,
        {{ ranked_origin('volumes') }}
    from volumes
    left join areas on volumes.area_name = areas.area_name
    {{ join_origin('volumes') }}
)

select
    period_type,
    period_text,
    fiscal_year,
    period_start,
    period_end,
    area_code,
    area_level,
    mail_class_code,
    volume_items,
    value_status,
    cast(resolution_items as {{ dbt.type_bigint() }}) as resolution_items,
    yoy_pct,
    vintage,
    {{ preferred_rank(
        measured_thing=['period_type', 'period_start', 'period_end', 'area_code', 'mail_class_code'],
        value='volume_items', vintage='vintage'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined

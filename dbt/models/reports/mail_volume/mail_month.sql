-- One row is one published national number of a month or of some months together: period × class × competing row.
with

volumes as (
    select * from {{ ref('fct_mail_volume') }}
    where period_type in ('month', 'cumulative') and area_level = 'national'
),

classes as (
    select * from {{ ref('mail_class') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    volumes.period_type,
    volumes.period_start,
    volumes.period_end,
    -- ISO 8601: a month, or two months with a slash; the same in both languages.
    replace(volumes.period_text, '..', '/') as period_label,
    cast(volumes.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    volumes.mail_class_code,
    classes.mail_class_ja,
    classes.mail_class_en,
    classes.position as mail_class_position,
    volumes.volume_items,
    volumes.value_status,
    volumes.yoy_pct,
    volumes.vintage,
    volumes.is_preferred,
    volumes.note_ja,
    volumes.note_en,
    {{ source_columns('volumes') }},
    volumes.is_sample as has_sample
from volumes
inner join classes on volumes.mail_class_code = classes.mail_class_code
left join sources as source on volumes.source_id = source.source_id

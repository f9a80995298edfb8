-- One row is one published national number of a fiscal year: year × class × competing row.
with

volumes as (
    select * from {{ ref('fct_mail_volume') }}
    where period_type = 'fiscal_year' and area_level = 'national'
),

classes as (
    select * from {{ ref('mail_class') }}
),

years as (
    select * from {{ ref('dim_fiscal_period') }}
    where period_type = 'fiscal_year'
),

sources as (
    select * from {{ ref('dim_source') }}
),

-- The peak is that of the preferred rows; every competing row is measured against it.
peaks as (
    select
        mail_class_code,
        max(volume_items) as peak_items
    from volumes
    where is_preferred
    group by mail_class_code
)

select
    cast(volumes.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    years.period_ja as fiscal_year_ja,
    volumes.mail_class_code,
    classes.mail_class_ja,
    classes.mail_class_en,
    classes.position as mail_class_position,
    volumes.volume_items,
    volumes.value_status,
    volumes.resolution_items,
    volumes.yoy_pct,
    volumes.vintage,
    volumes.is_preferred,
    volumes.is_preferred and coalesce(volumes.volume_items = peaks.peak_items, false) as is_peak,
    100.0 * (volumes.volume_items - peaks.peak_items) / peaks.peak_items as change_from_peak_pct,
    volumes.note_ja,
    volumes.note_en,
    {{ source_columns('volumes') }},
    volumes.is_sample as has_sample
from volumes
inner join classes on volumes.mail_class_code = classes.mail_class_code
left join peaks on volumes.mail_class_code = peaks.mail_class_code
left join years on volumes.fiscal_year = years.fiscal_year
left join sources as source on volumes.source_id = source.source_id

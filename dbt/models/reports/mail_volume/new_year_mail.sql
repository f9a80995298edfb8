-- One row is one published number of New Year cards: metric × edition × area × competing row.
with

cards as (
    select * from {{ ref('fct_new_year_mail') }}
),

metrics as (
    select * from {{ ref('metric') }}
    where subject = 'new_year_mail'
),

areas as (
    select * from {{ ref('dim_area') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    cards.metric,
    metrics.metric_ja,
    metrics.metric_en,
    cast(cards.edition_year as {{ dbt.type_int() }}) as edition_year,
    cards.area_code,
    areas.area_level,
    areas.area_ja,
    areas.area_en,
    cards.volume_items,
    cards.value_status,
    cards.vintage,
    cards.is_preferred,
    cards.note_ja,
    cards.note_en,
    {{ source_columns('cards') }},
    cards.is_sample as has_sample
from cards
inner join metrics on cards.metric = metrics.metric
left join areas on cards.area_code = areas.area_code
left join sources as source on cards.source_id = source.source_id

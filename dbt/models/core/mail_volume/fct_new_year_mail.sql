-- One row is one published number of New Year cards: metric × edition × area × source × vintage.
with

cards as (
    select * from {{ ref('stg_new_year_mail') }}
),

areas as (
    select * from {{ ref('dim_area') }}
),

joined as (
    select
        cards.metric,
        cards.edition_year,
        cards.year_label,
        areas.area_code,
        areas.area_level,
        cards.volume_items,
        cards.value_status,
        cards.as_of_date,
        cards.as_of_precision,
        cards.vintage,
        {{ ranked_origin('cards') }}
    from cards
    left join areas on cards.area_name = areas.area_name
    {{ join_origin('cards') }}
)

select
    metric,
    edition_year,
    year_label,
    area_code,
    area_level,
    volume_items,
    value_status,
    as_of_date,
    as_of_precision,
    vintage,
    {{ preferred_rank(
        measured_thing=['metric', 'edition_year', 'area_code'],
        value='volume_items', vintage='vintage'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined

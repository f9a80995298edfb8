-- One row is one published number of New Year cards: metric × edition × area × source.
select
    metric,
    year_label,
    edition_year,
    area as area_name,
    cast(value as bigint) as volume_items,
    value_status,
    as_of_date,
    as_of_precision,
    vintage,
    {{ received_origin() }}
from {{ source('raw', 'new_year_mail') }}

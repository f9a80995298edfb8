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
    confidence,
    source_id,
    source_page,
    note_ja,
    note_en,
    source_file,
    row_number
from {{ source('raw', 'new_year_mail') }}

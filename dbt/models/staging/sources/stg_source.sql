-- One row is one publication that rows of the warehouse point to.
select
    source_id,
    title_ja,
    title_en,
    publisher_ja,
    publisher_en,
    url,
    published_date,
    published_precision,
    nature,
    source_rank
from {{ source('raw', 'source') }}

-- One row is one publication that rows point to, with the label pages print.
with

sources as (
    select * from {{ ref('stg_source') }}
),

natures as (
    select * from {{ ref('nature') }}
)

select
    sources.source_id,
    sources.title_ja,
    sources.title_en,
    sources.publisher_ja,
    sources.publisher_en,
    sources.publisher_ja || '『' || sources.title_ja || '』' as source_label_ja,
    sources.publisher_en || ', ' || sources.title_en as source_label_en,
    sources.url,
    sources.published_date,
    sources.published_precision,
    sources.nature,
    natures.nature_ja,
    natures.nature_en,
    sources.source_rank
from sources
left join natures on sources.nature = natures.nature

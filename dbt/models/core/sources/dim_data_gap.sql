-- One row is one set of figures that was not found, where a file with it would go, and whether one has arrived.
with

gaps as (
    select * from {{ ref('data_not_found') }}
),

filled as (
    select * from {{ ref('int_gap_filled') }}
)

select
    gaps.gap_id,
    gaps.subject,
    gaps.title_ja,
    gaps.title_en,
    gaps.explanation_ja,
    gaps.explanation_en,
    gaps.where_to_put_ja,
    gaps.where_to_put_en,
    filled.gap_id is not null as is_filled
from gaps
left join filled on gaps.gap_id = filled.gap_id

-- One row is one segment of postal finance.
with

names as (
    select
        segment_code,
        segment_ja,
        segment_en,
        position as segment_position,
        row_number() over (partition by segment_code order by published_name) as choice
    from {{ ref('finance_segment') }}
)

select
    segment_code,
    segment_ja,
    segment_en,
    segment_position
from names
where choice = 1

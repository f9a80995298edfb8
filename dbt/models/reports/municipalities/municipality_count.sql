-- One row is the number of municipalities of one type from one day on, until the next change of any body.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741
),

types as (
    select * from {{ ref('municipality_type') }}
),

days as (
    select valid_from as counted_on from municipalities
    union
    select valid_to as counted_on from municipalities
    where valid_to is not null
),

-- The count is that after all events of the day.
counts as (
    select
        days.counted_on,
        municipalities.municipality_type,
        count(*) as municipality_count
    from days
    inner join municipalities
        on {{ valid_on('days.counted_on', 'municipalities') }}
    group by days.counted_on, municipalities.municipality_type
),

spans as (
    select
        counted_on,
        lead(counted_on) over (order by counted_on) as next_counted_on
    from days
)

select
    counts.counted_on as valid_from,
    spans.next_counted_on as valid_to,
    counts.municipality_type,
    types.municipality_type_ja,
    types.municipality_type_en,
    types.municipality_type = 'special_ward' as is_special_ward,
    cast(counts.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    false as has_sample
from counts
inner join spans on counts.counted_on = spans.counted_on
inner join types on counts.municipality_type = types.municipality_type

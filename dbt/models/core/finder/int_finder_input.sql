-- One row is one input of one municipality to one side of the finder: the indicator's newest value and its percentile, or missing.
with

municipalities as (
    select
        municipality_id,
        code6
    from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

weights as (
    select
        side,
        indicator_id
    from {{ ref('int_finder_weight') }}
    where is_default
),

newest_dates as (
    select
        indicator_id,
        max(as_of_date) as as_of_date
    from {{ ref('fct_municipality_indicator') }}
    group by indicator_id
),

-- Of an indicator known by area on different dates each municipality has one; of any other the newest date counts for all.
-- Values that differ in rounding alone are equal, as they are where they are published.
newest as (
    select
        figures.municipality_id,
        figures.indicator_id,
        figures.as_of_date,
        {{ certain('figures.value') }} as value,
        figures.has_sample
    from {{ ref('fct_municipality_indicator') }} as figures
    inner join {{ ref('dim_indicator') }} as indicators on figures.indicator_id = indicators.indicator_id
    inner join newest_dates on figures.indicator_id = newest_dates.indicator_id
    where figures.value is not null
        and (indicators.aggregation = 'shared' or figures.as_of_date = newest_dates.as_of_date)
),

percentiles as (
    select
        municipality_id,
        indicator_id,
        as_of_date,
        value,
        has_sample,
        -- The share of municipalities with a value that have this one or a lower one.
        100 * cume_dist() over (partition by indicator_id order by value) as percentile
    from newest
)

select
    municipalities.municipality_id,
    municipalities.code6,
    weights.side,
    weights.indicator_id,
    percentiles.as_of_date,
    percentiles.value,
    percentiles.percentile,
    coalesce(percentiles.has_sample, false) as has_sample
from municipalities
cross join weights
left join percentiles
    on municipalities.municipality_id = percentiles.municipality_id
    and weights.indicator_id = percentiles.indicator_id

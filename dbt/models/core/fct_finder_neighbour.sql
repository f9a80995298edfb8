-- One row is one of the ten municipalities most like another, by its standardised indicators.
{% set neighbours = 10 %}
{% set dimensions = range(1, 7) %}
with

likeness as (
    select * from {{ ref('finder_likeness') }}
),

newest_dates as (
    select
        indicator_id,
        max(as_of_date) as as_of_date
    from {{ ref('fct_municipality_indicator') }}
    group by indicator_id
),

figures as (
    select
        indicators.municipality_id,
        indicators.code6,
        likeness.dimension,
        indicators.value,
        indicators.has_sample
    from {{ ref('fct_municipality_indicator') }} as indicators
    inner join likeness on indicators.indicator_id = likeness.indicator_id
    inner join newest_dates
        on indicators.indicator_id = newest_dates.indicator_id
        and indicators.as_of_date = newest_dates.as_of_date
    where indicators.value is not null
),

standardised as (
    select
        municipality_id,
        code6,
        dimension,
        (value - avg(value) over (partition by dimension)) / stddev_pop(value) over (partition by dimension) as value,
        has_sample
    from figures
),

-- One row a municipality: three million pairs of rows are quick to compare, eighteen million are not.
points as (
    select
        municipality_id,
        code6,
        {%- for dimension in dimensions %}
        max(case when dimension = {{ dimension }} then value end) as x{{ dimension }},
        {%- endfor %}
        {{ any_sample('has_sample') }} as has_sample
    from standardised
    group by
        municipality_id,
        code6
),

pairs as (
    select
        here.municipality_id,
        here.code6,
        there.municipality_id as neighbour_id,
        there.code6 as neighbour_code6,
        {%- for dimension in dimensions %}
        {{ '+ ' if not loop.first }}coalesce(power(here.x{{ dimension }} - there.x{{ dimension }}, 2), 0)
        {%- endfor %} as square_sum,
        {%- for dimension in dimensions %}
        {{ '+ ' if not loop.first }}case when here.x{{ dimension }} is null or there.x{{ dimension }} is null then 0 else 1 end
        {%- endfor %} as shared_count,
        here.has_sample or there.has_sample as has_sample
    from points as here
    inner join points as there on here.municipality_id <> there.municipality_id
),

-- What one of the two lacks is left out of their distance; with less than half in common they are not compared.
ordered as (
    select
        municipality_id,
        code6,
        neighbour_id,
        neighbour_code6,
        sqrt(square_sum / shared_count) as distance,
        row_number() over (
            partition by municipality_id
            order by round(square_sum / shared_count, 9), neighbour_code6
        ) as place,
        has_sample
    from pairs
    where 2 * shared_count >= {{ dimensions | length }}
)

select
    municipality_id,
    code6,
    neighbour_id,
    neighbour_code6,
    distance,
    cast(place as {{ dbt.type_int() }}) as place,
    has_sample
from ordered
where place <= {{ neighbours }}

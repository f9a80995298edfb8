-- One row is one of the municipalities most like another, by its standardised indicators: the ten nearest of all, and the five
-- nearest of those with an arrangement on record.
{% set neighbours = 10 %}
{% set entrusting_neighbours = 5 %}
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
        indicators.as_of_date,
        indicators.value,
        indicators.has_sample
    from {{ ref('fct_municipality_indicator') }} as indicators
    inner join likeness on indicators.indicator_id = likeness.indicator_id
    inner join newest_dates
        on indicators.indicator_id = newest_dates.indicator_id
        and indicators.as_of_date = newest_dates.as_of_date
    where indicators.value is not null
),

means as (
    select
        dimension,
        {{ exact_sum('value') }} / count(*) as value
    from figures
    group by dimension
),

centred as (
    select
        figures.municipality_id,
        figures.code6,
        figures.dimension,
        figures.as_of_date,
        figures.value - means.value as value,
        figures.has_sample
    from figures
    inner join means on figures.dimension = means.dimension
),

spreads as (
    select
        dimension,
        sqrt({{ exact_sum('value * value') }} / count(*)) as value
    from centred
    group by dimension
),

standardised as (
    select
        centred.municipality_id,
        centred.code6,
        centred.dimension,
        centred.as_of_date,
        centred.value / spreads.value as value,
        centred.has_sample
    from centred
    inner join spreads on centred.dimension = spreads.dimension
),

entrusting as (
    select indicators.municipality_id
    from {{ ref('fct_municipality_indicator') }} as indicators
    inner join newest_dates
        on indicators.indicator_id = newest_dates.indicator_id
        and indicators.as_of_date = newest_dates.as_of_date
    where indicators.indicator_id = 'arrangements' and indicators.value > 0
),

-- One row a municipality: three million pairs of rows are quick to compare, eighteen million are not. They are compared and
-- put in order by a number in the order of their codes: it sorts faster than what they are called by.
points as (
    select
        standardised.municipality_id,
        standardised.code6,
        row_number() over (order by standardised.code6) as number,
        {%- for dimension in dimensions %}
        max(case when standardised.dimension = {{ dimension }} then standardised.value end) as x{{ dimension }},
        {%- endfor %}
        count(entrusting.municipality_id) > 0 as has_arrangement,
        min(standardised.as_of_date) as first_input_date,
        max(standardised.as_of_date) as last_input_date,
        {{ any_sample('standardised.has_sample') }} as has_sample
    from standardised
    left join entrusting on standardised.municipality_id = entrusting.municipality_id
    group by
        standardised.municipality_id,
        standardised.code6
),

pairs as (
    select
        here.number,
        there.number as neighbour_number,
        there.has_arrangement,
        {%- for dimension in dimensions %}
        {{ '+ ' if not loop.first }}coalesce(power(here.x{{ dimension }} - there.x{{ dimension }}, 2), 0)
        {%- endfor %} as square_sum,
        {%- for dimension in dimensions %}
        {{ '+ ' if not loop.first }}case when here.x{{ dimension }} is null or there.x{{ dimension }} is null then 0 else 1 end
        {%- endfor %} as shared_count
    from points as here
    inner join points as there on here.number <> there.number
),

-- What one of the two lacks is left out of their distance; with less than half in common they are not compared.
ordered as (
    select
        number,
        neighbour_number,
        has_arrangement,
        sqrt(square_sum / shared_count) as distance,
        row_number() over (
            partition by number
            order by round(square_sum / shared_count, 9), neighbour_number
        ) as place
    from pairs
    where 2 * shared_count >= {{ dimensions | length }}
),

-- Few have an arrangement on record: they alone are numbered again.
numbered as (
    select
        *,
        row_number() over (partition by number, has_arrangement order by place) as entrusting_place
    from ordered
    where place <= {{ neighbours }} or has_arrangement
)

select
    here.municipality_id,
    here.code6,
    there.municipality_id as neighbour_id,
    there.code6 as neighbour_code6,
    numbered.distance,
    cast(numbered.place as {{ dbt.type_int() }}) as place,
    numbered.place <= {{ neighbours }} as is_neighbour,
    cast(
        case
            when numbered.has_arrangement and numbered.entrusting_place <= {{ entrusting_neighbours }}
                then numbered.entrusting_place
        end
        as {{ dbt.type_int() }}
    ) as entrusting_place,
    here.first_input_date,
    here.last_input_date,
    here.has_sample or there.has_sample as has_sample
from numbered
inner join points as here on numbered.number = here.number
inner join points as there on numbered.neighbour_number = there.number
where
    numbered.place <= {{ neighbours }}
    or (numbered.has_arrangement and numbered.entrusting_place <= {{ entrusting_neighbours }})

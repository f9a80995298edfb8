-- One row is one indicator of one municipality on the newest date on which the indicator is known.
with

figures as (
    select * from {{ ref('fct_municipality_indicator') }}
),

newest_dates as (
    select
        indicator_id,
        max(as_of_date) as as_of_date
    from figures
    group by indicator_id
)

select
    figures.municipality_id,
    figures.indicator_id,
    figures.as_of_date,
    figures.denominator_date,
    figures.value,
    figures.numerator_value,
    figures.denominator_value,
    figures.has_sample
from figures
inner join newest_dates
    on figures.indicator_id = newest_dates.indicator_id
    and figures.as_of_date = newest_dates.as_of_date

-- One row is one number that adds up, of one municipality of today on one date, restated to the boundaries of today.
with

components as (
    select * from {{ ref('int_indicator_component') }}
),

dates as (
    {{ nationwide_dates('components', by=['component']) | indent(4) }}
),

bodies as (
    select
        municipality_id,
        valid_from,
        valid_to
    from {{ ref('dim_municipality') }}
    where counts_in_1741
),

-- Every municipality of the day, with or without a figure: what one of them lacks, its successor of today lacks too.
figures as (
    select
        bodies.municipality_id,
        dates.component,
        dates.as_of_date,
        components.value,
        coalesce(components.is_sample, false) as is_sample
    from dates
    inner join bodies
        on {{ valid_on('dates.as_of_date', 'bodies') }}
    left join components
        on bodies.municipality_id = components.municipality_id
        and dates.component = components.component
        and dates.as_of_date = components.as_of_date
),

restated as (
    {{ restate_to_current('figures', 'as_of_date', ['value'], by=['component', 'as_of_date']) | indent(4) }}
)

select
    municipality_id,
    component,
    as_of_date,
    case when value_missing_count = 0 then value end as value,
    has_sample
from restated
where allocation = 'allocated'

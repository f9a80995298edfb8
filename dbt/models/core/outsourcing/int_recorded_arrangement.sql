-- One row is the number of arrangements or pilots of one kind on record for one municipality of today, as known on one date.
{% set recorded_now %}
    inner join successors on recorded.municipality_id = successors.municipality_id and successors.is_last_span
    inner join files on recorded.source_file = files.source_file
{% endset %}
with

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

-- What is on record of outsourcing and pilots has no date of its own as a whole: it is what was known when the file came in.
files as (
    select
        source_file,
        cast(received_on as date) as received_on
    from {{ ref('stg_outsourcing_file') }}
    where received_on <> 'not available'
),

contracts as (
    select
        successors.current_municipality_id as municipality_id,
        recorded.service_code,
        files.received_on,
        recorded.is_sample
    from {{ ref('fct_outsourcing_contract') }} as recorded
    {{- recorded_now }}
),

pilots as (
    select
        successors.current_municipality_id as municipality_id,
        files.received_on,
        recorded.is_sample
    from {{ ref('fct_pilot') }} as recorded
    {{- recorded_now }}
)

-- A service counts once, though two files, or two bodies that have merged since, record it.
select
    'arrangements_' || service_code as component,
    municipality_id,
    max(received_on) as as_of_date,
    1 as value,
    {{ any_sample() }} as has_sample
from contracts
group by
    service_code,
    municipality_id

union all

select
    'arrangements' as component,
    municipality_id,
    max(received_on) as as_of_date,
    count(distinct service_code) as value,
    {{ any_sample() }} as has_sample
from contracts
group by municipality_id

union all

select
    'pilots' as component,
    municipality_id,
    max(received_on) as as_of_date,
    count(*) as value,
    {{ any_sample() }} as has_sample
from pilots
group by municipality_id

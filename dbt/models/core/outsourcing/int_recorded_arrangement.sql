-- One row is the number of arrangements or pilots of one kind on record for one municipality of today, as known on one date.
with

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

-- What is on record of outsourcing and pilots has no date of its own as a whole: it is what was known when the file came in.
recorded as (
    select
        'arrangements_' || contracts.service_code as component,
        contracts.municipality_id,
        1 as value,
        contracts.source_file,
        contracts.is_sample
    from {{ ref('fct_outsourcing_contract') }} as contracts
    group by contracts.service_code, contracts.municipality_id, contracts.source_file, contracts.is_sample

    union all

    select
        'arrangements' as component,
        contracts.municipality_id,
        count(distinct contracts.service_code) as value,
        contracts.source_file,
        contracts.is_sample
    from {{ ref('fct_outsourcing_contract') }} as contracts
    group by contracts.municipality_id, contracts.source_file, contracts.is_sample

    union all

    select
        'pilots' as component,
        pilots.municipality_id,
        count(*) as value,
        pilots.source_file,
        pilots.is_sample
    from {{ ref('fct_pilot') }} as pilots
    where pilots.municipality_id is not null
    group by pilots.municipality_id, pilots.source_file, pilots.is_sample
)

select
    recorded.component,
    successors.current_municipality_id as municipality_id,
    max(cast(files.received_on as date)) as as_of_date,
    sum(recorded.value) as value,
    {{ any_sample('recorded.is_sample') }} as has_sample
from recorded
inner join successors on recorded.municipality_id = successors.municipality_id and successors.is_last_span
inner join {{ ref('dim_received_file') }} as files on recorded.source_file = files.source_file
where files.received_on <> 'not available'
group by recorded.component, successors.current_municipality_id

-- One row is one number of one municipality of today on one date that indicators are computed from, in today's boundaries.
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
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to
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
        on dates.as_of_date >= bodies.valid_from
        and dates.as_of_date < bodies.valid_to
    left join components
        on bodies.municipality_id = components.municipality_id
        and dates.component = components.component
        and dates.as_of_date = components.as_of_date
),

restated as (
    {{ restate_to_current('figures', 'as_of_date', ['value'], by=['component', 'as_of_date']) | indent(4) }}
),

additive as (
    select
        municipality_id,
        component,
        as_of_date,
        case when value_missing_count = 0 then value end as value,
        has_sample
    from restated
    where allocation = 'allocated'
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

current_bodies as (
    select municipality_id from {{ ref('dim_municipality') }}
    where counts_in_1741 and valid_to is null
),

network_dates as (
    {{ nationwide_dates(ref('fct_post_office_network')) | indent(4) }}
),

-- A largest distance does not add up: that of a merged body is the largest of its parts.
largest_distances as (
    select
        successors.current_municipality_id as municipality_id,
        networks.as_of_date,
        max(networks.max_nearest_office_km) as value,
        {{ any_sample('networks.is_sample') }} as has_sample
    from {{ ref('fct_post_office_network') }} as networks
    inner join network_dates on networks.as_of_date = network_dates.as_of_date
    inner join successors
        on networks.municipality_id = successors.municipality_id
        and networks.as_of_date >= successors.valid_from
        and networks.as_of_date < coalesce(successors.valid_to, cast('9999-12-31' as date))
    group by successors.current_municipality_id, networks.as_of_date
),

designations as (
    select
        successors.current_municipality_id as municipality_id,
        designated.as_of_date,
        {{ any_sample('designated.is_sample') }} as has_sample
    from {{ ref('fct_depopulated_area') }} as designated
    inner join successors
        on designated.municipality_id = successors.municipality_id
        and designated.as_of_date >= successors.valid_from
        and designated.as_of_date < coalesce(successors.valid_to, cast('9999-12-31' as date))
    group by successors.current_municipality_id, designated.as_of_date
),

editions as (
    select distinct as_of_date from designations
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
),

recorded_now as (
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
),

recorded_dates as (
    select
        component,
        max(as_of_date) as as_of_date
    from recorded_now
    group by component
),

-- Numbers known by prefecture alone; a date counts where no number of its prefecture is unknown.
prefecture_numbers as (
{%- for component, condition in [
    ('prefecture_offices', 'true'),
    ('prefecture_closed_offices', "status_code = 'closed'"),
    ('prefecture_contract_offices', "office_type_code = 'contract'"),
    ('prefecture_closed_contract_offices', "status_code = 'closed' and office_type_code = 'contract'"),
] %}
    select
        '{{ component }}' as component,
        prefecture_code,
        as_of_date,
        sum(case when {{ condition }} then coalesce(office_count, 0) else 0 end) as value,
        {{ any_sample() }} as has_sample
    from {{ ref('fct_post_office_count') }}
    where is_preferred
    group by prefecture_code, as_of_date
    having sum(case when office_count is null and value_status <> 'none' then 1 else 0 end) = 0

    union all
{% endfor %}
    select
        'prefecture_' || facility_code as component,
        prefecture_code,
        as_of_date,
        facility_count as value,
        is_sample as has_sample
    from {{ ref('fct_prefecture_facility') }}

    union all

    select
        'prefecture_population' as component,
        bodies_of_today.prefecture_code,
        additive.as_of_date,
        sum(additive.value) as value,
        {{ any_sample('additive.has_sample') }} as has_sample
    from additive
    inner join {{ ref('dim_municipality') }} as bodies_of_today
        on additive.municipality_id = bodies_of_today.municipality_id
        and bodies_of_today.counts_in_1741
        and bodies_of_today.valid_to is null
    where additive.component = 'resident_population'
    group by bodies_of_today.prefecture_code, additive.as_of_date
    having count(*) = count(additive.value)
),

-- An agreement is known for a prefecture or, failing that, for a region of Japan Post: never for the municipality itself.
agreements as (
    select
        municipalities.municipality_id,
        shares.as_of_date,
        shares.value,
        shares.is_sample as has_sample,
        row_number() over (
            partition by municipalities.municipality_id
            order by case shares.area_level when 'prefecture' then 1 else 2 end, shares.as_of_date desc
        ) as choice
    from {{ ref('dim_municipality') }} as municipalities
    inner join {{ ref('dim_prefecture') }} as prefectures
        on municipalities.prefecture_code = prefectures.prefecture_code
    inner join {{ ref('fct_agreement') }} as shares
        on shares.area_code = 'prefecture_' || prefectures.prefecture_code
        or shares.area_code = 'region_' || prefectures.region_code
    where municipalities.counts_in_1741
        and municipalities.valid_to is null
        and shares.metric = 'share_pct'
        and shares.service_code = 'agree'
        and shares.is_preferred
)

select
    municipality_id,
    component,
    as_of_date,
    1e0 * value as value,
    has_sample
from additive

union all

select
    municipality_id,
    'single_office_municipality' as component,
    as_of_date,
    case when value <= 1 then 1e0 when value is not null then 0e0 end as value,
    has_sample
from additive
where component = 'post_offices'

union all

select
    municipality_id,
    'max_nearest_office_km' as component,
    as_of_date,
    value,
    has_sample
from largest_distances

union all

select
    current_bodies.municipality_id,
    'depopulated_municipality' as component,
    editions.as_of_date,
    case when designations.municipality_id is null then 0e0 else 1e0 end as value,
    coalesce(designations.has_sample, false) as has_sample
from editions
cross join current_bodies
left join designations
    on editions.as_of_date = designations.as_of_date
    and current_bodies.municipality_id = designations.municipality_id

union all

select
    current_bodies.municipality_id,
    recorded_dates.component,
    recorded_dates.as_of_date,
    coalesce(1e0 * recorded_now.value, 0e0) as value,
    coalesce(recorded_now.has_sample, false) as has_sample
from recorded_dates
cross join current_bodies
left join recorded_now
    on recorded_dates.component = recorded_now.component
    and current_bodies.municipality_id = recorded_now.municipality_id

union all

select
    bodies_of_today.municipality_id,
    prefecture_numbers.component,
    prefecture_numbers.as_of_date,
    1e0 * prefecture_numbers.value as value,
    prefecture_numbers.has_sample
from prefecture_numbers
inner join {{ ref('dim_municipality') }} as bodies_of_today
    on prefecture_numbers.prefecture_code = bodies_of_today.prefecture_code
    and bodies_of_today.counts_in_1741
    and bodies_of_today.valid_to is null

union all

select
    municipality_id,
    'agreement_share_pct' as component,
    as_of_date,
    value,
    has_sample
from agreements
where choice = 1

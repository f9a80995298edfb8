-- One row is one number of one municipality of today on one date that indicators are computed from, in today's boundaries.
with

additive as (
    select * from {{ ref('int_component_restated') }}
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
),

current_bodies as (
    select
        municipality_id,
        prefecture_code
    from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
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
        and {{ valid_on('networks.as_of_date', 'successors') }}
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
        and {{ valid_on('designated.as_of_date', 'successors') }}
    group by successors.current_municipality_id, designated.as_of_date
),

editions as (
    select distinct as_of_date from designations
),

recorded_now as (
    select * from {{ ref('int_recorded_arrangement') }}
),

recorded_dates as (
    select
        component,
        max(as_of_date) as as_of_date
    from recorded_now
    group by component
),

prefecture_numbers as (
    select * from {{ ref('int_prefecture_number') }}
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
    from current_bodies as municipalities
    inner join {{ ref('dim_prefecture') }} as prefectures
        on municipalities.prefecture_code = prefectures.prefecture_code
    inner join {{ ref('fct_agreement') }} as shares
        on shares.area_code = 'prefecture_' || prefectures.prefecture_code
        or shares.area_code = 'region_' || prefectures.region_code
    where shares.metric = 'share_pct'
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
    current_bodies.municipality_id,
    prefecture_numbers.component,
    prefecture_numbers.as_of_date,
    1e0 * prefecture_numbers.value as value,
    prefecture_numbers.has_sample
from prefecture_numbers
inner join current_bodies on prefecture_numbers.prefecture_code = current_bodies.prefecture_code

union all

select
    municipality_id,
    'agreement_share_pct' as component,
    as_of_date,
    value,
    has_sample
from agreements
where choice = 1

-- One row is one number of one municipality on one date that indicators are computed from, in the boundaries of that date.
with

statistics as (
    select * from {{ ref('fct_municipality_statistic') }}
),

additive_statistics as (
    select * from {{ ref('municipality_statistic') }}
    where is_additive
),

offices as (
    select * from {{ ref('fct_post_office_municipality') }}
),

networks as (
    select * from {{ ref('fct_post_office_network') }}
),

cards as (
    select * from {{ ref('fct_my_number_card') }}
),

-- The printed area of Nemuro holds the Habomai islands, the printed share of habitable land does not: no ratio of it is safe.
areas_of_ratios as (
    select * from statistics
    where statistic_code = 'area_km2' and code6 <> '012238'
),

counted_statistics as (
    select statistics.*
    from statistics
    inner join additive_statistics on statistics.statistic_code = additive_statistics.statistic_code
    where statistics.as_of_date is not null
),

-- Shares become numbers again, so that areas and merged bodies are ratios of sums.
persons_from_shares as (
    select
        shares.municipality_id,
        shares.as_of_date,
        wholes.value * shares.value / 100 as value,
        shares.is_sample or wholes.is_sample as is_sample
    from statistics as shares
    inner join statistics as wholes
        on shares.municipality_id = wholes.municipality_id
        and shares.as_of_date = wholes.as_of_date
        and wholes.statistic_code = 'projected_population'
    where shares.statistic_code = 'projected_share_65plus_pct'
),

habitable_land as (
    select
        areas_of_ratios.municipality_id,
        areas_of_ratios.as_of_date,
        areas_of_ratios.value * shares.value / 100 as value,
        shares.is_sample or areas_of_ratios.is_sample as is_sample
    from areas_of_ratios
    inner join statistics as shares
        on areas_of_ratios.municipality_id = shares.municipality_id
        and shares.statistic_code = 'habitable_area_share_pct'
),

age_known as (
    select
        municipality_id,
        as_of_date,
        sum(value) as value,
        {{ any_sample() }} as is_sample
    from statistics
    where statistic_code in ('census_population_0_14', 'census_population_15_64', 'census_population_65plus')
    group by municipality_id, as_of_date
    having count(*) = 3
)

select
    municipality_id,
    statistic_code as component,
    as_of_date,
    value,
    is_sample
from counted_statistics

union all

select
    municipality_id,
    'projected_population_65plus' as component,
    as_of_date,
    value,
    is_sample
from persons_from_shares

union all

select
    municipality_id,
    'area_km2_of_ratios' as component,
    as_of_date,
    value,
    is_sample
from areas_of_ratios

union all

select
    municipality_id,
    'habitable_area_km2' as component,
    as_of_date,
    value,
    is_sample
from habitable_land

union all

select
    municipality_id,
    'census_population_age_known' as component,
    as_of_date,
    value,
    is_sample
from age_known
{% for component, condition in [
    ('post_offices', 'true'),
    ('operating_post_offices', "status_code = 'open'"),
    ('closed_post_offices', "status_code = 'closed'"),
    ('contract_post_offices', "office_type_code = 'contract'"),
] %}
union all

select
    municipality_id,
    '{{ component }}' as component,
    as_of_date,
    sum(office_count) as value,
    {{ any_sample() }} as is_sample
from offices
where {{ condition }}
group by municipality_id, as_of_date
{% endfor %}
union all

-- The next office may lie in any municipality, so the distances of merged bodies add up; without an office there is none.
select
    municipality_id,
    'nearest_office_km_sum' as component,
    as_of_date,
    coalesce(mean_nearest_office_km, 0) * office_count as value,
    is_sample
from networks
where mean_nearest_office_km is not null or office_count = 0

union all

select
    municipality_id,
    'nearest_operating_km_sum' as component,
    as_of_date,
    coalesce(mean_nearest_operating_km, 0) * operating_count as value,
    is_sample
from networks
where mean_nearest_operating_km is not null or operating_count = 0

union all

select
    municipality_id,
    'my_number_cards' as component,
    as_of_date,
    card_count as value,
    is_sample
from cards

union all

select
    municipality_id,
    'my_number_base_population' as component,
    as_of_date,
    base_population_persons as value,
    is_sample
from cards

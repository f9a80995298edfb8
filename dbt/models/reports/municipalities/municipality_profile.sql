-- One row is one municipality of today: its population and ageing beside its peer group and its prefecture.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

types as (
    select * from {{ ref('municipality_type') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

regions as (
    select * from {{ ref('region') }}
),

bands as (
    select * from {{ ref('population_band') }}
),

memberships as (
    select * from {{ ref('bridge_municipality_peer_group') }}
    where is_used
),

narrowest as (
    select
        municipality_id,
        -- The code of a narrower group begins with that of the broader: the last in order is the narrowest.
        max(peer_group_code) as peer_group_code
    from {{ ref('bridge_municipality_peer_group') }}
    group by municipality_id
),

peer_groups as (
    select * from {{ ref('dim_peer_group') }}
),

measures as (
    select
        municipality_id,
        max(case when measure = 'population' then value end) as population_persons,
        max(case when measure = 'population' then value_status end) as population_status,
        max(case when measure = 'population' then as_of_date end) as as_of_date,
        max(case when measure = 'share_65plus' then value end) as share_65plus_pct,
        max(case when measure = 'share_65plus' then value_status end) as share_65plus_status,
        max(case when measure = 'population_change' then value end) as population_change_pct,
        max(case when measure = 'population_change' then value_status end) as population_change_status,
        max(case when measure = 'population_change' then first_date end) as population_change_from_date,
        max(case when measure = 'population_change' then as_of_date end) as population_change_to_date,
        {{ any_sample('has_sample') }} as has_sample
    from {{ ref('int_municipality_measure') }}
    group by municipality_id
),

comparisons as (
    select
        comparison.municipality_id,
        {%- for measure, unit in [('population', 'persons'), ('share_65plus', 'pct'), ('population_change', 'pct')] %}
        {%- for compared_with, prefix in [('peer_group', 'peer'), ('prefecture', 'prefecture')] %}
        {%- set this = "comparison.measure = '" ~ measure ~ "' and comparison.compared_with = '" ~ compared_with ~ "'" %}
        max(case when {{ this }} then comparison.median_value end) as {{ prefix }}_{{ measure }}_median_{{ unit }},
        max(case when {{ this }} then comparison.rank_from_above end) as {{ prefix }}_{{ measure }}_rank,
        {%- endfor %}
        {%- endfor %}
        count(*) as comparison_count
    from {{ ref('int_municipality_comparison') }} as comparison
    inner join memberships on comparison.municipality_id = memberships.municipality_id
    -- Of the peer groups only the one a municipality is read against.
    where comparison.compared_with = 'prefecture' or comparison.set_code = memberships.peer_group_code
    group by comparison.municipality_id
)

select
    municipalities.code6 as municipality_code6,
    municipalities.code5 as municipality_code5,
    municipalities.municipality_id,
    municipalities.name_ja as municipality_ja,
    municipalities.name_en as municipality_en,
    municipalities.name_kana as municipality_kana,
    municipalities.county_ja,
    municipalities.municipality_type,
    types.municipality_type_ja,
    types.municipality_type_en,
    municipalities.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    regions.region_code,
    regions.region_ja,
    regions.region_en,
    1e0 * measures.population_persons as population_persons,
    measures.population_status,
    bands.population_band_code as population_band,
    bands.population_band_ja,
    bands.population_band_en,
    1e0 * measures.share_65plus_pct as share_65plus_pct,
    measures.share_65plus_status,
    1e0 * measures.population_change_pct as population_change_pct,
    measures.population_change_status,
    measures.population_change_from_date,
    measures.population_change_to_date,
    measures.as_of_date,
    memberships.peer_group_code,
    peer_groups.peer_group_ja,
    peer_groups.peer_group_en,
    memberships.peer_level,
    narrowest.peer_group_code as narrowest_peer_group_code,
    cast(memberships.member_count as {{ dbt.type_int() }}) as peer_member_count,
    {%- for measure, unit in [('population', 'persons'), ('share_65plus', 'pct'), ('population_change', 'pct')] %}
    {%- for prefix in ['peer', 'prefecture'] %}
    comparisons.{{ prefix }}_{{ measure }}_median_{{ unit }},
    cast(comparisons.{{ prefix }}_{{ measure }}_rank as {{ dbt.type_int() }}) as {{ prefix }}_{{ measure }}_rank,
    {%- endfor %}
    {%- endfor %}
    measures.has_sample
from municipalities
inner join types on municipalities.municipality_type = types.municipality_type
inner join prefectures on municipalities.prefecture_code = prefectures.prefecture_code
inner join regions on prefectures.region_code = regions.region_code
inner join measures on municipalities.municipality_id = measures.municipality_id
inner join memberships on municipalities.municipality_id = memberships.municipality_id
inner join narrowest on municipalities.municipality_id = narrowest.municipality_id
inner join peer_groups on memberships.peer_group_code = peer_groups.peer_group_code
left join comparisons on municipalities.municipality_id = comparisons.municipality_id
left join bands
    on {{ certain('measures.population_persons') }} >= bands.minimum_persons
    and (bands.below_persons is null or {{ certain('measures.population_persons') }} < bands.below_persons)

-- One row is one municipality of today and one peer group it belongs to, at one level of detail.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

measures as (
    select
        municipality_id,
        max(case when measure = 'population' then {{ certain('value') }} end) as population_persons,
        max(case when measure = 'share_65plus' then {{ certain('value') }} end) as share_65plus_pct
    from {{ ref('int_municipality_measure') }}
    group by municipality_id
),

types as (
    select * from {{ ref('peer_type') }}
),

sizes as (
    select * from {{ ref('peer_population_class') }}
),

ageing as (
    select * from {{ ref('peer_ageing_class') }}
),

levels as (
    select * from {{ ref('peer_level') }}
),

classed as (
    select
        municipalities.municipality_id,
        types.peer_type_code,
        sizes.population_class_code,
        ageing.ageing_class_code
    from municipalities
    inner join types on municipalities.municipality_type = types.municipality_type
    left join measures on municipalities.municipality_id = measures.municipality_id
    left join sizes
        on measures.population_persons >= sizes.minimum_persons
        and (sizes.below_persons is null or measures.population_persons < sizes.below_persons)
    left join ageing
        on measures.share_65plus_pct >= ageing.minimum_pct
        and (ageing.below_pct is null or measures.share_65plus_pct < ageing.below_pct)
),

groups as (
    select
        classed.municipality_id,
        levels.peer_level,
        levels.position,
        levels.minimum_members,
        classed.peer_type_code,
        case when levels.uses_population then classed.population_class_code end as population_class_code,
        case when levels.uses_ageing then classed.ageing_class_code end as ageing_class_code
    from classed
    cross join levels
    -- Without a figure a municipality is in no group that asks for it; its type is always known.
    where (not levels.uses_population or classed.population_class_code is not null)
        and (not levels.uses_ageing or classed.ageing_class_code is not null)
),

named as (
    select
        *,
        peer_type_code
        || coalesce('.' || population_class_code, '')
        || coalesce('.' || ageing_class_code, '') as peer_group_code
    from groups
),

counted as (
    select
        *,
        count(*) over (partition by peer_group_code) as member_count
    from named
),

-- The most detailed group that is large enough is the one a municipality is read against.
ranked as (
    select
        *,
        row_number() over (
            partition by municipality_id
            order by case when member_count >= minimum_members then 0 else 1 end, position
        ) as choice
    from counted
)

select
    municipality_id,
    peer_level,
    peer_group_code,
    peer_type_code,
    population_class_code,
    ageing_class_code,
    member_count,
    choice = 1 as is_used
from ranked

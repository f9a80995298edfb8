-- One row is one peer group: municipalities of one type, size and degree of ageing, or a broader group of these.
with

members as (
    select * from {{ ref('bridge_municipality_peer_group') }}
),

levels as (
    select * from {{ ref('peer_level') }}
),

types as (
    select distinct
        peer_type_code,
        peer_type_ja,
        peer_type_en
    from {{ ref('peer_type') }}
),

sizes as (
    select * from {{ ref('peer_population_class') }}
),

ageing as (
    select * from {{ ref('peer_ageing_class') }}
),

groups as (
    select
        peer_group_code,
        peer_level,
        peer_type_code,
        population_class_code,
        ageing_class_code,
        count(*) as member_count,
        sum(case when is_used then 1 else 0 end) as used_by_count
    from members
    group by peer_group_code, peer_level, peer_type_code, population_class_code, ageing_class_code
)

select
    groups.peer_group_code,
    groups.peer_level,
    levels.peer_level_ja,
    levels.peer_level_en,
    levels.position as peer_level_position,
    levels.minimum_members,
    types.peer_type_ja
    || coalesce('、' || sizes.population_class_ja, '')
    || coalesce('、' || ageing.ageing_class_ja, '') as peer_group_ja,
    types.peer_type_en
    || coalesce(', ' || sizes.population_class_en, '')
    || coalesce(', ' || ageing.ageing_class_en, '') as peer_group_en,
    groups.peer_type_code,
    sizes.minimum_persons,
    sizes.below_persons,
    ageing.minimum_pct,
    ageing.below_pct,
    groups.member_count,
    groups.used_by_count
from groups
inner join levels on groups.peer_level = levels.peer_level
inner join types on groups.peer_type_code = types.peer_type_code
left join sizes on groups.population_class_code = sizes.population_class_code
left join ageing on groups.ageing_class_code = ageing.ageing_class_code

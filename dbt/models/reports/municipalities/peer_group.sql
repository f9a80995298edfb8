-- One row is one peer group: its definition, how many municipalities it has and the median of each measure.
with

groups as (
    select * from {{ ref('dim_peer_group') }}
),

medians as (
    select
        set_code as peer_group_code,
        max(case when measure = 'population' then median_value end) as population_median_persons,
        max(case when measure = 'share_65plus' then median_value end) as share_65plus_median_pct,
        max(case when measure = 'population_change' then median_value end) as population_change_median_pct,
        {{ any_sample('has_sample') }} as has_sample
    from {{ ref('int_municipality_comparison') }}
    where compared_with = 'peer_group'
    group by set_code
)

select
    groups.peer_group_code,
    groups.peer_group_ja,
    groups.peer_group_en,
    groups.peer_level,
    groups.peer_level_ja,
    groups.peer_level_en,
    groups.peer_type_code,
    cast(groups.minimum_persons as {{ dbt.type_int() }}) as minimum_persons,
    cast(groups.below_persons as {{ dbt.type_int() }}) as below_persons,
    1e0 * groups.minimum_pct as minimum_share_65plus_pct,
    1e0 * groups.below_pct as below_share_65plus_pct,
    cast(groups.minimum_members as {{ dbt.type_int() }}) as minimum_members,
    cast(groups.member_count as {{ dbt.type_int() }}) as member_count,
    cast(groups.used_by_count as {{ dbt.type_int() }}) as used_by_count,
    medians.population_median_persons,
    medians.share_65plus_median_pct,
    medians.population_change_median_pct,
    coalesce(medians.has_sample, false) as has_sample
from groups
left join medians on groups.peer_group_code = medians.peer_group_code

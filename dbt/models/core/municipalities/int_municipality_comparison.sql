-- One row is one measure of one municipality beside one set it is compared with: a peer group or its prefecture.
with

measures as (
    select * from {{ ref('int_municipality_measure') }}
    where value is not null
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

memberships as (
    select
        municipality_id,
        'peer_group' as compared_with,
        peer_group_code as set_code
    from {{ ref('bridge_municipality_peer_group') }}

    union all

    select
        municipality_id,
        'prefecture' as compared_with,
        prefecture_code as set_code
    from municipalities
),

placed as (
    select
        memberships.municipality_id,
        memberships.compared_with,
        memberships.set_code,
        measures.measure,
        measures.value,
        measures.has_sample,
        row_number() over (
            partition by memberships.compared_with, memberships.set_code, measures.measure
            order by {{ certain('measures.value') }}, memberships.municipality_id
        ) as place_from_below,
        rank() over (
            partition by memberships.compared_with, memberships.set_code, measures.measure
            order by {{ certain('measures.value') }} desc
        ) as rank_from_above,
        count(*) over (
            partition by memberships.compared_with, memberships.set_code, measures.measure
        ) as counted
    from memberships
    inner join measures on memberships.municipality_id = measures.municipality_id
),

-- The middle value, or the mean of the two middle ones.
medians as (
    select
        compared_with,
        set_code,
        measure,
        avg(value) as median_value
    from placed
    where 2 * place_from_below between counted and counted + 2
    group by compared_with, set_code, measure
)

select
    placed.municipality_id,
    placed.compared_with,
    placed.set_code,
    placed.measure,
    placed.value,
    medians.median_value,
    placed.rank_from_above,
    placed.counted,
    placed.has_sample
from placed
inner join medians
    on placed.compared_with = medians.compared_with
    and placed.set_code = medians.set_code
    and placed.measure = medians.measure

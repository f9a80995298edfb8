-- Each day's bodies, counted as one each, restated: as many in today's boundaries and unallocated together.
{{ config(meta={'dagster': {'ref': {'name': 'bridge_municipality_current'}}}) }}
with

bodies as (
    select
        municipality_id,
        valid_from as counted_on,
        1 as bodies,
        false as is_sample
    from {{ ref('dim_municipality') }}
),

restated as (
    {{ restate_to_current('bodies', 'counted_on', ['bodies'], by=['counted_on']) | indent(4) }}
),

before as (
    select counted_on, count(*) as bodies from bodies group by counted_on
),

after as (
    select
        counted_on,
        sum(bodies) as bodies,
        sum(case when allocation = 'not_matched' then 1 else 0 end) as not_matched_count
    from restated
    group by counted_on
)

select
    before.counted_on,
    before.bodies as bodies_before,
    after.bodies as bodies_after,
    after.not_matched_count
from before
left join after on before.counted_on = after.counted_on
where after.bodies is null or abs(after.bodies - before.bodies) > 1e-6 or after.not_matched_count > 0

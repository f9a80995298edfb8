-- Nothing is lost or doubled on the way to today's boundaries: allocated and unallocated shares are the whole.
{{ config(meta={'dagster': {'ref': {'name': 'bridge_municipality_current'}}}) }}
select
    municipality_id,
    valid_from,
    sum(weight) as weight
from {{ ref('bridge_municipality_current') }}
group by municipality_id, valid_from
having abs(sum(weight) - 1) > 1e-9

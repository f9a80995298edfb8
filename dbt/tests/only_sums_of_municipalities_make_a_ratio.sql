-- Fails where the largest or the shared value of municipalities would be a ratio, or would turn round.
select
    indicator_id,
    aggregation,
    denominator,
    multiplier
from {{ ref('indicator_list') }}
where aggregation in ('max', 'shared') and (denominator is not null or multiplier <= 0)

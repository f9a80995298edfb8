-- One row is one metric of one subject, with its name in both languages.
select
    subject,
    metric,
    metric_ja,
    metric_en,
    position as metric_position
from {{ ref('metric') }}

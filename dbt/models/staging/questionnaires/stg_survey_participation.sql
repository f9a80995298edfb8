-- One row is one published number of municipalities surveyed, replying or answering: wave × metric × question × domain × source.
select
    wave_id,
    metric,
    question_id,
    domain,
    domain_value,
    unit_count,
    unit_count_status as value_status,
    as_of_date,
    as_of_precision,
    vintage,
    {{ received_origin() }}
from {{ source('raw', 'survey_participation') }}

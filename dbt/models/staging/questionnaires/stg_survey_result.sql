-- One row is one published count: wave × question × option × domain.
select
    wave_id,
    question_id,
    option_code,
    domain,
    domain_value,
    response_count,
    response_count_status as value_status,
    base_count as published_base_count,
    {{ received_origin() }}
from {{ source('raw', 'survey_result') }}

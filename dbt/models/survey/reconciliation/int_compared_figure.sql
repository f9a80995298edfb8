-- One row is one figure of one group that is published and may be compared: a share of valid answers, or a mean.
with

shares as (
    select estimates.*
    from {{ ref('fct_estimate') }} as estimates
    left join {{ ref('int_estimate_disclosure') }} as hidden
        on {{ matched('estimates', 'hidden', [
            'wave_id', 'question_id', 'option_code', 'domain', 'domain_value', 'base', 'weighting'
        ]) }}
    where estimates.base = 'valid' and estimates.share is not null and hidden.disclosure_flag is null
),

means as (
    select * from {{ ref('int_numeric_disclosure') }}
    where statistic = 'mean' and estimate is not null
)

select
    wave_id,
    question_id,
    option_code,
    'share' as statistic,
    domain,
    domain_value,
    weighting,
    standard_error
from shares

union all

select
    wave_id,
    question_id,
    '' as option_code,
    statistic,
    domain,
    domain_value,
    weighting,
    standard_error
from means

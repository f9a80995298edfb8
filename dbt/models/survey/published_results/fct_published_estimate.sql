-- One row is one published share post-stratified by population band: wave × question × option.
select
    shares.wave_id,
    shares.question_id,
    shares.option_code,
    'all' as domain,
    'all' as domain_value,
    'valid' as base,
    'poststratified' as weighting,
    shares.n_base,
    shares.n_yes,
    shares.n_frame,
    cast(shares.n_yes as double) / shares.n_base as unweighted_share,
    shares.share,
    shares.standard_error,
    shares.degrees_of_freedom,
    intervals.ci_method,
    intervals.ci_low,
    intervals.ci_high,
    shares.source_id,
    shares.is_sample
from {{ ref('int_published_share') }} as shares
left join {{ ref('int_share_interval') }} as intervals on shares.share_key = intervals.share_key

-- One row is one change in the share of one option between two waves: question × option × method.
select
    bridge.from_wave_id,
    bridge.to_wave_id,
    bridge.to_question_id as question_id,
    differences.option_code,
    differences.method,
    differences.n_panel,
    differences.share_from,
    differences.share_to,
    differences.difference,
    differences.standard_error,
    differences.ci_low,
    differences.ci_high,
    differences.p_value,
    bridge.comparability
from {{ ref('int_wave_difference') }} as differences
inner join {{ ref('bridge_question_comparability') }} as bridge
    on differences.from_question_key = bridge.from_question_key
    and differences.to_question_key = bridge.to_question_key

-- What the answers and the estimate say, in one row, with those of the 219 that outsource or consider it.
select
    r.share_pct, r.response_count, r.base_count, e.share_pct as weighted_pct, e.ci_low_pct, e.ci_high_pct, e.n_frame,
    e.method_ja, e.method_en, x.response_count as outsourcing_count, x.share_pct as outsourcing_pct, x.base_count as outsourcing_base,
    w.field_start, w.field_end, w.returned_count, w.surveyed_count, w.response_rate_pct, r.has_sample
from reports.survey_result as r
join reports.survey_published_estimate as e
    on e.wave_id = r.wave_id and e.question_id = r.question_id and e.option_code = r.option_code
join reports.survey_wave as w on w.wave_id = r.wave_id
left join reports.survey_result as x on x.wave_id = r.wave_id and x.question_id = 'R5_BRANCH_DIFFICULT_X_STATUS' and x.domain = 'all'
where r.question_id = 'R5_BRANCH_DIFFICULT' and r.option_code = '1' and r.domain = 'all' and not r.has_sample

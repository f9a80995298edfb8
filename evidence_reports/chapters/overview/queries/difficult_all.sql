-- Those that answered, and what it says of all municipalities.
select r.share_pct, r.response_count, r.base_count, e.share_pct as weighted_pct, e.ci_low_pct, e.ci_high_pct
from reports.survey_result as r
join reports.survey_published_estimate as e
    on e.wave_id = r.wave_id and e.question_id = r.question_id and e.option_code = r.option_code
where r.question_id = 'R5_BRANCH_DIFFICULT' and r.option_code = '1' and r.domain = 'all'

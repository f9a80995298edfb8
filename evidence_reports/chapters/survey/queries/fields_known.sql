-- The fields for which both numbers are known, the largest first, with the survey they are from.
select
    a.option_ja as field_ja, a.option_en as field_en, a.response_count as already_count, w.response_count as wanted_count,
    w.response_count < a.response_count as is_less,
    waves.field_start, waves.field_end, waves.returned_count, a.has_sample
from reports.survey_result as a
join reports.survey_result as w
    on w.wave_id = a.wave_id and w.question_id = 'R4_WANT' and w.domain = 'all'
    and split_part(w.option_ja, '(', 1) = split_part(a.option_ja, '(', 1)
join reports.survey_wave as waves on waves.wave_id = a.wave_id
where a.question_id = 'R4_ALREADY' and a.domain = 'all' and a.response_count is not null and w.response_count is not null
  and not a.has_sample
order by a.response_count desc

-- Made-up surveys, which show how the system works. No value of theirs stands on this page, only where they are.
select wave_id, title_ja, title_en, interim_as_of, has_sample as is_made_up, false as has_sample
from reports.survey_wave
where wave_id in (select wave_id from reports.survey_response_rate) and has_sample
order by field_start, wave_id

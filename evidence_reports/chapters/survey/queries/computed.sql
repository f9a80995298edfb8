-- Real surveys that were computed from answers, each with pages of its own.
select wave_id, title_ja, title_en, interim_as_of, has_sample
from reports.survey_wave
where wave_id in (select wave_id from reports.survey_response_rate) and not has_sample
order by field_start desc, wave_id

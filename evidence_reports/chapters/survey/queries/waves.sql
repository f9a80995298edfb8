-- The real surveys whose results were published, the newest first.
select
    *,
    field_end as field_end_date,
    coalesce(note_ja, '') || coalesce(universe_note_ja, '') as remark_ja,
    coalesce(note_en, '') || coalesce(' ' || universe_note_en, '') as remark_en
from reports.survey_wave
where wave_id in (select wave_id from reports.survey_result) and not has_sample
order by field_start desc

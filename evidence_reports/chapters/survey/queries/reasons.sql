-- Why affairs are outsourced to post offices, the reason named most first, other reasons last.
select
    *,
    option_en <> 'Other' and response_count = max(response_count) filter (where option_en <> 'Other') over () as is_most,
    count(*) over () = count(response_count) over () as are_all_known,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.survey_result
where question_id = 'R4_REASON' and domain = 'all' and not has_sample
order by option_en = 'Other', response_count desc nulls last

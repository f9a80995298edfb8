-- Every published answer of the real surveys.
select
    *,
    case domain when 'all' then '全体' else domain_value_ja end as group_ja,
    case domain when 'all' then 'All' else domain_value_en end as group_en,
    coalesce(universe_ja, '') as asked_ja, coalesce(universe_en, '') as asked_en,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.survey_result
where not has_sample
order by wave_id desc, question_position, domain, domain_value_position, option_position

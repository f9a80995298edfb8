-- Municipalities with one office or none that lose most, and those of which no projection says so.
select
    question_ja, question_en,
    max(value) filter (where group_code = 'all') as found,
    max(value) filter (where group_code = 'no_projection') as unknown,
    max(as_of_date) as as_of_date, max(denominator_date) as denominator_date, max(group_date) as group_date
from reports.question_answer
where question_id = 'decline_with_single_office'
group by question_ja, question_en

-- One row: the group asked about beside the others.
select
    question_ja, question_en,
    max(value) filter (where group_code = 'depopulated') as here_pct,
    max(value) filter (where group_code = 'other') as there_pct,
    max(value) filter (where group_code = 'depopulated') - max(value) filter (where group_code = 'other') as difference_points,
    max(municipality_count) filter (where group_code = 'depopulated') as municipality_count,
    max(municipality_count) filter (where group_code = 'other') as other_count,
    max(as_of_date) as as_of_date, max(denominator_date) as denominator_date, max(group_date) as group_date
from reports.question_answer
where question_id = 'decline_in_depopulated'
group by question_ja, question_en

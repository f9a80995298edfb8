-- One row: the group asked about beside the others.
select
    question_ja, question_en,
    max(value) filter (where group_code = 'far_apart') as here,
    max(value) filter (where group_code = 'other') as there,
    max(value) filter (where group_code = 'far_apart') - max(value) filter (where group_code = 'other') as difference,
    round(
        max(value) filter (where group_code = 'far_apart') - max(value) filter (where group_code = 'other'), 2
    ) as rounded_difference,
    max(municipality_count) filter (where group_code = 'far_apart') as municipality_count,
    max(municipality_count) filter (where group_code = 'other') as other_count,
    max(as_of_date) as as_of_date, max(denominator_date) as denominator_date, max(group_date) as group_date
from reports.question_answer
where question_id = 'cards_where_offices_are_far'
group by question_ja, question_en

-- The difference as far as its two values are shown.
select *, value as here, other_value as there, round(difference, 2) as rounded_difference
from reports.question_comparison
where question_id = 'cards_where_offices_are_far'

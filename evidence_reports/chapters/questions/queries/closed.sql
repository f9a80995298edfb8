-- The difference of the values as they are printed, so that equal ones are not said to differ.
select
    *, value as here_pct, other_value as there_pct, round(round(value, 1) - round(other_value, 1), 1) as difference_points
from reports.question_comparison
where question_id = 'closures_in_depopulated'

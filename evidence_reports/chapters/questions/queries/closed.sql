select *, value as here_pct, other_value as there_pct, difference as difference_points
from reports.question_comparison
where question_id = 'closures_in_depopulated'

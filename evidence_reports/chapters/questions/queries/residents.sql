select *, value as here, other_value as there
from reports.question_comparison
where question_id = 'residents_per_operating_office'

-- Every answer with its dates, in the order of the questions; a date that an answer does not rest on is none.
select *, 'none' as value_status
from reports.question_answer
order by position, group_code

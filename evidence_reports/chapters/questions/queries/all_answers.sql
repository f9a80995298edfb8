select * from reports.question_answer order by position, group_code

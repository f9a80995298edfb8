select * from reports.question_answer
where question_id = 'decline_with_single_office' and group_code = 'all'

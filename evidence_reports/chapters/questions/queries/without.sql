select * from reports.question_answer where question_id = 'without_operating_office'

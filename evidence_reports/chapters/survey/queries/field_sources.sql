select distinct source_id, source_label_ja, source_label_en, has_sample
from reports.survey_result where question_id in ('R4_ALREADY', 'R4_WANT') and not has_sample
order by source_id

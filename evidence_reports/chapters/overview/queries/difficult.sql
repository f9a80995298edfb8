-- Municipalities that sometimes find it difficult to keep their branches, by population.
select *
from reports.survey_result
where question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1' and domain = 'population_band'
order by domain_value_position

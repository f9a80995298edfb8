// What the pages of a wave's results select of it: questions, estimates by group, and which groups differ.
export const RESULTS = {
	questions: 'select * from reports.survey_question where wave_id = $wave order by question_position',
	estimates: `
		select * from reports.survey_estimate
		where wave_id = $wave
		order by question_position, domain_value_position, domain_value, option_position`,
	numbers: `
		select * from reports.survey_numeric_estimate
		where wave_id = $wave
		order by question_position, domain_value_position, domain_value`,
	tests: 'select * from reports.survey_association_test where wave_id = $wave order by all',
	// Which group is higher than which; the table holds the other pairs too.
	higher: `
		select question_id, option_code, statistic, domain, weighting,
			case when difference > 0 then domain_value else other_domain_value end as higher,
			case when difference > 0 then other_domain_value else domain_value end as lower
		from reports.survey_group_difference
		where wave_id = $wave and is_significant
		order by question_position, option_position, domain,
			case when difference > 0 then other_domain_value_position else domain_value_position end, lower`
};

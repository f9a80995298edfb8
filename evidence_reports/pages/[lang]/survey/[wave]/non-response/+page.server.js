import { waveTables } from '$lib/server/waves.js';

export const load = ({ params }) =>
	waveTables(params.wave, {
		rates: `
			select * from reports.survey_response_rate
			where wave_id = $wave
			order by domain, domain_value_position, domain_value`,
		questions: 'select * from reports.survey_question where wave_id = $wave order by question_position',
		followUp: `
			select * from reports.survey_follow_up
			where wave_id = $wave and (domain = 'all' or vintage = 'final')
			order by as_of_date, vintage = 'final', domain, domain_value_position, domain_value`,
		weights: `
			select * from reports.survey_weighting
			where wave_id = $wave
			order by weighting = 'unweighted', weighting, attribute, attribute_value_position, attribute_value`
	});

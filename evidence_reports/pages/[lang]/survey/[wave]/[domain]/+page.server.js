import { domainOf } from '$lib/helpers/wave_pages.js';
import { domainEntries, waveTables } from '$lib/server/waves.js';

// A wave without a domain of many groups has no such page.
export const prerender = 'auto';
export const entries = domainEntries;

export const load = async ({ params }) => ({
	...(await waveTables(params.wave, {
		questions: 'select * from reports.survey_question where wave_id = $wave order by question_position',
		estimates: `
			select * from reports.survey_estimate
			where wave_id = $wave
			order by question_position, domain_value_position, domain_value, option_position`,
		numbers: `
			select * from reports.survey_numeric_estimate
			where wave_id = $wave
			order by question_position, domain_value_position, domain_value`,
		tests: 'select * from reports.survey_association_test where wave_id = $wave order by all'
	})),
	domain: domainOf(params.domain)
});

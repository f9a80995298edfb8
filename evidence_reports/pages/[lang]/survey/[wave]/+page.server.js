import { waveEntries, waveTables } from '$lib/server/waves.js';

// A release may have no wave with answers; then these pages do not exist.
export const prerender = 'auto';
export const entries = waveEntries;

export const load = ({ params }) =>
	waveTables(params.wave, {
		questions: 'select * from reports.survey_question where wave_id = $wave order by question_position',
		bases: 'select * from reports.survey_base where wave_id = $wave',
		rates: "select * from reports.survey_response_rate where wave_id = $wave and domain = 'all'",
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
				case when difference > 0 then other_domain_value_position else domain_value_position end, lower`,
		differences: `
			select * from reports.survey_wave_difference
			where to_wave_id = $wave
			order by question_id, option_position, method`,
		earlier: `
			select * from reports.survey_estimate
			where domain = 'all' and base = 'valid'
				and wave_id in (select compared_wave_id from reports.survey_question where wave_id = $wave)
			order by option_position`,
		comparedWaves: `
			select * from reports.survey_wave
			where wave_id in (select compared_wave_id from reports.survey_question where wave_id = $wave)`,
		weights: `
			select * from reports.survey_weighting
			where wave_id = $wave
			order by weighting = 'unweighted', weighting, attribute, attribute_value_position, attribute_value`
	});

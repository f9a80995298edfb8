import { RESULTS } from '$lib/server/wave_results.js';
import { waveTables } from '$lib/server/waves.js';

// A release may have no wave with answers; then these pages do not exist.
export const load = ({ params }) =>
	waveTables(params.wave, {
		...RESULTS,
		bases: 'select * from reports.survey_base where wave_id = $wave',
		rates: "select * from reports.survey_response_rate where wave_id = $wave and domain = 'all'",
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

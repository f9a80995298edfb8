import { waveTables } from '$lib/server/waves.js';

export const load = ({ params }) =>
	waveTables(params.wave, {
		questions: 'select * from reports.survey_question where wave_id = $wave order by question_position',
		options: `
			select * from reports.survey_option
			where wave_id = $wave
			order by question_id, option_position`
	});

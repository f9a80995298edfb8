import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		waves: 'select * from reports.survey_wave order by field_start desc',
		results:
			'select * from reports.survey_result order by wave_id, question_position, domain, domain_value_position, option_position',
		gaps: "select * from reports.data_gap where subject = 'questionnaires' order by gap_id"
	});

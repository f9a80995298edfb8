import { tables } from '$lib/server/reports.js';

export const load = async () => {
	const { waves } = await tables({
		waves: `
			select * from reports.survey_wave
			where wave_id in (select wave_id from reports.survey_response_rate)
			order by field_start desc, wave_id`
	});
	return { waves };
};

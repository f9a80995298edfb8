import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = async () => ({
	...(await tables({
		waves: `
			select * from reports.survey_wave
			where wave_id in (select wave_id from reports.survey_result)
			order by field_start desc`,
		results:
			'select * from reports.survey_result order by wave_id, question_position, domain, domain_value_position, option_position',
		weighted: `
			select estimates.*, options.option_position
			from reports.survey_published_estimate as estimates
			inner join reports.survey_option as options using (wave_id, question_id, option_code)
			order by wave_id, question_id, option_position`,
		gaps: "select * from reports.data_gap where subject = 'questionnaires' order by gap_id"
	})),
	// Links only: a made-up survey among them is named as such, and does not make this page one.
	answered: (
		await tables({
			answered: `
			select wave_id, title_ja, title_en, interim_as_of, has_sample as is_sample
			from reports.survey_wave
			where wave_id in (select wave_id from reports.survey_response_rate)
			order by field_start desc, wave_id`
		})
	).answered
});

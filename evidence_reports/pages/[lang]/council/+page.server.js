import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		meetings: 'select * from reports.council_meeting order by meeting_no, meeting_date, item_no',
		pilots: 'select * from reports.pilot order by fiscal_year, prefecture_code, pilot_id',
		finances:
			'select * from reports.postal_finance order by fiscal_year desc, entity_ja, segment_code, metric, is_preferred desc',
		events: 'select * from reports.policy_event order by event_date'
	});

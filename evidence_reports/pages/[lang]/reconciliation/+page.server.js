import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		figures: 'select * from reports.published_figure order by position',
		checks: 'select * from reports.arithmetic_check order by check_id'
	});

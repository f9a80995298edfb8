import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		figures: 'select * from reports.published_figure where is_headline order by position'
	});

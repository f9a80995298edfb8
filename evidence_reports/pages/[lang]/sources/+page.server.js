import { tables } from '$lib/server/reports.js';

export const load = () =>
	tables({
		sources: 'select * from reports.source order by source_rank, publisher_ja, published_date, source_id',
		files: 'select * from reports.received_file order by subject, source_file'
	});

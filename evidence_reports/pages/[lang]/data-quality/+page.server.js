import { tables } from '$lib/server/reports.js';

export const load = () =>
	tables({
		results: 'select * from reports.check_result order by border, table_name, check_id',
		files: 'select * from reports.received_file order by source_file',
		unread: 'select * from reports.unread_file order by place',
		quarantined: 'select * from reports.quarantined_row order by source_file, row_number, column_name',
		gaps: 'select * from reports.data_gap order by subject, gap_id'
	});

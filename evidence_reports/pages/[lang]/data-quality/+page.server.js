import { tables, valuesOf } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

/** The published tables that hold no row: what was checked of them was checked of nothing. */
const emptyTables = async () =>
	(await valuesOf('select table_name from duckdb_tables() where estimated_size = 0')).map((row) => row.table_name);

export const load = async () => ({
	empty: await emptyTables(),
	...(await tables({
		results: 'select * from reports.check_result order by border, table_name, check_id',
		files: 'select * from reports.received_file order by source_file',
		unread: 'select * from reports.unread_file order by place',
		quarantined: 'select * from reports.quarantined_row order by source_file, row_number, column_name',
		gaps: 'select * from reports.data_gap order by subject, gap_id'
	}))
});

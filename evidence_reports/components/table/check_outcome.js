// What a check told: one that ran on a table without rows has passed, and tells nothing.

/** The badge of a row of reports.check_result; `empty` names the published tables without rows. */
export const outcomeOf = (row, empty) =>
	!row.passed
		? row.severity === 'critical'
			? 'failed'
			: 'warning'
		: row.border === 'reports' && empty.includes(row.table_name)
			? 'no_rows'
			: 'passed';

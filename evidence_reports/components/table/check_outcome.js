// What a check told: one that ran on a table without rows has passed, and tells nothing.

/** The badge of a row of reports.check_result. */
export const outcomeOf = (row) =>
	!row.passed ? (row.severity === 'critical' ? 'failed' : 'warning') : row.checked_rows === 0 ? 'no_rows' : 'passed';

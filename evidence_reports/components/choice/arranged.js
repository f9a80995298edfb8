// Which rows of a table are shown, and in which order.

const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The places of the rows that hold what is asked for: rows: lists of values; asked: [[column, value]], '' for any value;
 * order: { column, isFalling }, null for that of the table. What has no value stands last.
 */
export function arranged(rows, asked, order) {
	const found = rows
		.map((_, i) => i)
		.filter((i) => asked.every(([at, value]) => value === '' || rows[i][at] === value));
	if (!order) return found;
	const { column, isFalling } = order;
	const known = found.filter((i) => rows[i][column] !== null);
	const sign = isFalling ? -1 : 1;
	known.sort((a, b) => sign * compared(rows[a][column], rows[b][column]));
	return [...known, ...found.filter((i) => rows[i][column] === null)];
}

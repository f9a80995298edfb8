// Which published tables a row was read from, remembered beside the row: a figure knows what it rests on without its page
// saying so. Rows that a page makes itself are unknown here; their figure names the tables (Figure.svelte, `from`).
const tablesOf = new WeakMap();

export function remember(rows, tables) {
	for (const row of rows) tablesOf.set(row, tables);
	return rows;
}

/** The tables behind rows, each once, in the order of the rows. */
export const tablesBehind = (rows) => [...new Set(rows.flatMap((row) => tablesOf.get(row) ?? []))];

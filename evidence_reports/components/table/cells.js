// What a table cell shows: a text, or the mark of a value that is missing for a stated reason.

/** A value with its status column; anything but "ok" becomes a mark. */
export function statused(value, status, show) {
	if (status && status !== 'ok') return { mark: status };
	if (value === null || value === undefined) return { mark: 'not_available' };
	return show(value);
}

/** Groups rows by the value of a function, keeping their order. */
export function groupBy(rows, key) {
	const groups = new Map();
	for (const row of rows) {
		const name = key(row);
		if (!groups.has(name)) groups.set(name, []);
		groups.get(name).push(row);
	}
	return [...groups.values()];
}

/** Each source once, in order of appearance, with the pages it was read from. */
export function sourcesOf(rows) {
	const sources = new Map();
	for (const row of rows) {
		if (!row.source_id) continue;
		const source = sources.get(row.source_id) ?? { ...row, pages: [] };
		if (row.source_page && !source.pages.includes(row.source_page)) source.pages.push(row.source_page);
		sources.set(row.source_id, source);
	}
	return [...sources.values()];
}

/** A source id as the id of a place on the sources page. */
export const sourceAnchor = (id) => `source-${String(id).replace(/[^\w-]/g, '_')}`;

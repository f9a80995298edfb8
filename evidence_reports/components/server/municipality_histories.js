// The history of each municipality as its page draws it: bodies numbered from 0 (the municipality
// of today), and events between them. A name that a body keeps is written once.
import { field } from '../helpers/labels.js';

const FOUNDING = ['merged_into_new', 'created', 'split_into', 'split_off'];
const LEAVING = ['split_off'];

/** rows: municipality_history in order of municipality, date and event. Returns histories by code. */
export function historiesOf(rows, nameOf, lang) {
	const found = {};
	for (const row of rows) {
		const code = row.municipality_code6;
		const one = (found[code] ??= {
			bodies: [nameOf.get(code)],
			others: [],
			events: [],
			numbers: new Map(),
			last: null
		});
		const key = row.is_this_body ? code : row.body_id;
		if (one.numbers.size === 0) one.numbers.set(code, 0);
		if (!one.numbers.has(key)) {
			one.numbers.set(key, one.bodies.length);
			one.bodies.push(row.body_ja);
		}
		const body = one.numbers.get(key);
		if (!row.is_ancestor && !one.others.includes(body)) one.others.push(body);
		if (one.last !== row.event_id)
			one.events.push({
				date: row.event_date,
				type: field(row, 'event_type', lang),
				...(FOUNDING.includes(row.event_type) && { founds: true }),
				...(LEAVING.includes(row.event_type) && { leaves: true }),
				before: [],
				after: []
			});
		one.last = row.event_id;
		one.events.at(-1)[row.side].push(row.body_ja === one.bodies[body] ? [body] : [body, row.body_ja]);
	}
	return Object.fromEntries(
		Object.entries(found).map(([code, { bodies, others, events }]) => [code, { bodies, others, events }])
	);
}

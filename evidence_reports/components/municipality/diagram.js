// Who became part of whom, and when: a line per body over the years, ending where it was taken up.
import { linear, round } from '../helpers/scale.js';
import { escape } from './markup.js';

const SIZES = [
	{ name: 'wide', width: 760, gutter: 150, right: 14, row: 25, step: 10 },
	{ name: 'narrow', width: 360, gutter: 104, right: 10, row: 25, step: 20 }
];
const FIRST_YEAR = 1970;
const HEAD = 26;

const yearOf = (iso) => {
	const [year, month, day] = iso.split('-').map(Number);
	return year + (month - 1) / 12 + (day - 1) / 365;
};

/** The bodies in the order of their lines: each below the one it became part of. */
function lines(history) {
	const began = new Map();
	const joined = new Map();
	const others = new Set(history.others);
	for (const event of history.events) {
		const after = event.after.map(([body]) => body).filter((body) => !others.has(body));
		if (event.founds) after.forEach((body) => began.set(body, event.date));
		for (const [body] of event.before) {
			if (others.has(body) || after.includes(body) || after.length === 0) continue;
			// A body divided between several is drawn to the one that is still an ancestor.
			joined.set(body, { into: after[0], date: event.date, whole: event.after.length === 1 });
		}
	}
	const order = [];
	const add = (body) => {
		order.push({ body, began: began.get(body), ...joined.get(body) });
		[...joined]
			.filter(([, one]) => one.into === body)
			.sort(([, a], [, b]) => (a.date < b.date ? 1 : -1))
			.forEach(([child]) => order.some((one) => one.body === child) || add(child));
	};
	add(0);
	return order;
}

export function diagram(history, lastYear) {
	const order = lines(history);
	const drawn = SIZES.map((size) => {
		const x = linear(FIRST_YEAR, lastYear, size.gutter, size.width - size.right);
		const y = (body) => HEAD + 12 + size.row * order.findIndex((one) => one.body === body);
		const height = HEAD + size.row * order.length + 6;
		const years = [];
		for (let year = FIRST_YEAR; year <= lastYear; year += size.step) years.push(year);
		const grid = years.map(
			(year) =>
				`<line class="grid" x1="${round(x(year))}" x2="${round(x(year))}" y1="${HEAD - 6}" y2="${height}"/>` +
				`<text class="tick" x="${round(x(year))}" y="${HEAD - 12}" text-anchor="middle">${year}</text>`
		);
		const bodies = order.map((one) => {
			const from = one.began ? x(yearOf(one.began)) : size.gutter;
			const to = one.date ? x(yearOf(one.date)) : size.width - size.right;
			const own = one.body === 0;
			const join = one.date
				? `<path class="line ${one.whole ? '' : 'dotted '}c6" d="M${round(to)} ${y(one.body)}V${y(one.into)}"/>` +
					`<circle class="dot c1" cx="${round(to)}" cy="${y(one.into)}" r="3.4"/>`
				: '';
			return (
				`<text class="${own ? 'end c1' : 'body-name'}" lang="ja" x="0" y="${y(one.body) + 4}">${escape(history.bodies[one.body])}</text>` +
				`<path class="line ${own ? 'c1 own-line' : one.whole ? 'c6' : 'dotted c6'}" d="M${round(from)} ${y(one.body)}H${round(to)}"/>${join}`
			);
		});
		const marks = history.events
			.filter((event) => event.before.length > 0 && event.before.every(([body]) => body === 0))
			.map(
				(event) =>
					`<circle class="dot hollow c1" cx="${round(x(yearOf(event.date)))}" cy="${y(0)}" r="4.4"/>`
			);
		return `<svg class="drawing ${size.name}" viewBox="0 0 ${size.width} ${height}" aria-hidden="true">${grid.join('')}${bodies.reverse().join('')}${marks.join('')}</svg>`;
	});
	return drawn.join('');
}

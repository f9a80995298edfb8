// Who became part of whom, and when: a line per body over the years, ending where it was taken up,
// with an upright where bodies met or parted.
import { linear, round } from '../drawing/scale.js';
import { diamond, escape } from './markup.js';

const SIZES = [
	{ name: 'wide', width: 760, gutter: 150, right: 14, row: 25, step: 10 },
	{ name: 'narrow', width: 360, gutter: 104, right: 10, row: 25, step: 20 }
];
const FIRST_YEAR = 1970;
const HEAD = 26;
// How far a line goes on behind the last event of a body that lives on outside this history.
const STUB = 16;

const yearOf = (iso) => {
	const [year, month, day] = iso.split('-').map(Number);
	return year + (month - 1) / 12 + (day - 1) / 365;
};

/**
 * What the events say about the bodies: when each began and ended, of which of them only a part
 * became part of the municipality, and the uprights [{ from, to, date, whole }] between them.
 */
function relations(history) {
	const others = new Set(history.others);
	const [began, ended, partial] = [new Map(), new Map(), new Set()];
	const links = [];
	for (const event of history.events) {
		const before = event.before.map(([body]) => body);
		const after = event.after.map(([body]) => body);
		const inside = after.filter((body) => !others.has(body));
		if (event.leaves) {
			// The body that is left remains; the part begins, inside this history or outside it.
			after.forEach((body) => began.set(body, event.date));
			for (const from of before.filter((body) => !others.has(body))) {
				if (inside.length > 0) partial.add(from);
				after.forEach((to) => links.push({ from, to, date: event.date, whole: false }));
			}
			continue;
		}
		if (event.founds) inside.forEach((body) => began.set(body, event.date));
		for (const from of before) {
			if (others.has(from) || inside.includes(from) || inside.length === 0) continue;
			const whole = after.length === 1;
			if (whole) partial.delete(from);
			else partial.add(from);
			ended.set(from, event.date);
			// A body divided between several is drawn to the one that is still an ancestor.
			links.push({ from, to: inside[0], date: event.date, whole });
		}
	}
	return { began, ended, partial, links };
}

/**
 * The bodies in the order of their lines: each below the one it is tied to, the earliest tie first,
 * so that no upright crosses the line of a body that was still there.
 */
function ordered(links) {
	const order = [];
	const add = (body) => {
		order.push(body);
		links
			.filter((link) => [link.from, link.to].includes(body))
			.sort((a, b) => a.date.localeCompare(b.date))
			.map((link) => (link.from === body ? link.to : link.from))
			.forEach((other) => order.includes(other) || add(other));
	};
	add(0);
	return order;
}

function drawn(history, lastYear, size) {
	const { began, ended, partial, links } = relations(history);
	const order = ordered(links);
	const years = linear(FIRST_YEAR, lastYear, size.gutter, size.width - size.right);
	const x = (date) => round(years(yearOf(date)));
	const y = (body) => HEAD + 12 + size.row * order.indexOf(body);
	const height = HEAD + size.row * order.length + 6;
	const marks = [];
	for (let year = FIRST_YEAR; year <= lastYear; year += size.step) marks.push(year);
	const grid = marks.map(
		(year) =>
			`<line class="grid" x1="${round(years(year))}" x2="${round(years(year))}" y1="${HEAD - 6}" y2="${height}"/>` +
			`<text class="tick" x="${round(years(year))}" y="${HEAD - 12}" text-anchor="middle">${year}</text>`
	);
	const bodies = order.map((body) => {
		const own = body === 0;
		const from = began.has(body) ? x(began.get(body)) : size.gutter;
		const lastTie = links.filter((link) => [link.from, link.to].includes(body)).map((link) => x(link.date));
		const livesOn = !own && !ended.has(body);
		const end = size.width - size.right;
		const to = livesOn ? Math.min(Math.max(...lastTie) + STUB, end) : own ? end : x(ended.get(body));
		const arrow = livesOn
			? `<path class="line c6" d="M${to - 4} ${y(body) - 3.5}L${to} ${y(body)}L${to - 4} ${y(body) + 3.5}"/>`
			: '';
		const looks = own ? 'c1 own-line' : partial.has(body) ? 'dotted c6' : 'c6';
		return (
			`<text class="${own ? 'end c1' : 'body-name'}" lang="ja" x="0" y="${y(body) + 4}">${escape(history.bodies[body])}</text>` +
			`<path class="line ${looks}" d="M${from} ${y(body)}H${to}"/>${arrow}`
		);
	});
	const uprights = links.map(
		(link) =>
			`<path class="line ${link.whole ? '' : 'dotted '}c6 upright" d="M${x(link.date)} ${y(link.from)}V${y(link.to)}"/>`
	);
	const dots = links.map((link) => `<circle class="dot c1" cx="${x(link.date)}" cy="${y(link.to)}" r="3.4"/>`);
	const changes = history.events
		.filter((event) => !event.leaves && event.before.length > 0 && event.before.every(([body]) => body === 0))
		.map((event) => diamond(x(event.date), y(0), 'c1'));
	return (
		`<svg class="drawing ${size.name}" viewBox="0 0 ${size.width} ${height}" aria-hidden="true">` +
		`${[...grid, ...uprights, ...bodies.reverse(), ...dots, ...changes].join('')}</svg>`
	);
}

/** history: { bodies, others, events: [{ date, founds, leaves, before, after }] }; body 0 is the municipality of today. */
export const diagram = (history, lastYear) => SIZES.map((size) => drawn(history, lastYear, size)).join('');

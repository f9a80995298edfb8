// Many places between two dates: all in a light crowd, those that rose most named, one in the accent.
import { number } from '../helpers/format.js';
import { extent, linear, round, ticks } from '../drawing/scale.js';
import { escape } from './markup.js';

const SIZES = [
	{ name: 'wide', width: 760, height: 430, left: 210, right: 210, top: 34, bottom: 16, sign: 15 },
	// The unit stands above the first date, which begins left of it.
	{ name: 'narrow', width: 360, height: 410, left: 86, right: 110, top: 46, bottom: 16, sign: 13 }
];

const LINES = { own: 'own-line-slope', nation: 'nation-line', named: 'named-line' };

/** Heights of labels moved apart so that none lies on another, in the order of their values. */
function apart(labels, distance, bottom) {
	const placed = [...labels].sort((a, b) => a.y - b.y);
	placed.forEach((one, i) => (one.y = i === 0 ? one.y : Math.max(one.y, placed[i - 1].y + distance)));
	for (let i = placed.length - 1; i >= 0; i--)
		placed[i].y = Math.min(placed[i].y, i === placed.length - 1 ? bottom : placed[i + 1].y - distance);
	return placed;
}

function drawn(g, { lines, dates, unit, lang, decimals }) {
	const values = lines.flatMap((one) => [one.from, one.to]);
	const marks = ticks(0, extent(values)[1], 5);
	const y = linear(0, marks.at(-1), g.height - g.bottom, g.top);
	const [left, right] = [g.left, g.width - g.right];
	const line = (one) => `M${left} ${round(y(one.from))}L${right} ${round(y(one.to))}`;
	const told = lines.filter((one) => one.kind);
	const side = (end, x, anchor) =>
		apart(
			told.map((one) => ({ ...one, y: y(one[end]) + 4 })),
			g.sign,
			g.height - g.bottom + 4
		).map(
			(one) =>
				`<text class="${one.kind === 'own' ? 'own-name' : 'dot-name'}" x="${x}" y="${round(one.y)}" text-anchor="${anchor}">${escape(
					anchor === 'end'
						? `${g.name === 'wide' ? `${one.name} ` : ''}${number(one[end], lang, decimals)}`
						: `${number(one[end], lang, decimals)} ${one.name}`
				)}</text>`
		);
	return (
		`<svg class="drawing ${g.name} slope" viewBox="0 0 ${g.width} ${g.height}" aria-hidden="true">` +
		`<text class="unit" x="0" y="12">${escape(unit)}</text>` +
		`<text class="tick" x="${left}" y="${g.top - 12}" text-anchor="middle">${escape(dates[0])}</text>` +
		`<text class="tick" x="${right}" y="${g.top - 12}" text-anchor="middle">${escape(dates[1])}</text>` +
		`<line class="axis" x1="${left}" x2="${left}" y1="${g.top}" y2="${g.height - g.bottom}"/><line class="axis" x1="${right}" x2="${right}" y1="${g.top}" y2="${g.height - g.bottom}"/>` +
		`<path class="crowd-lines" d="${lines
			.filter((one) => !one.kind)
			.map(line)
			.join('')}"/>` +
		told.map((one) => `<path class="${LINES[one.kind]}" d="${line(one)}"/>`).join('') +
		`${side('from', left - 8, 'end').join('')}${side('to', right + 8, 'start').join('')}</svg>`
	);
}

/** lines: [{ name, from, to, kind }], kind 'own', 'nation', 'named' or none; dates: two texts. */
export const slope = (what) => SIZES.map((size) => drawn(size, what)).join('');

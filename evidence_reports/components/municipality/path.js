// The population path of a municipality or a prefecture: register, census and projection as lines of their own, never
// joined, the edition of the projection named. Drawn twice, for wide screens and paper and for phones.
import { number, shortNumber } from '../helpers/format.js';
import { axisRoom, widest } from '../charts/geometry.js';
import { extent, linear, round, ticks } from '../drawing/scale.js';
import { diamond, escape } from './markup.js';

const SIZES = [
	{ name: 'wide', width: 760, height: 320, top: 26, bottom: 34, xs: 8, sign: 12 },
	{ name: 'narrow', width: 360, height: 280, top: 26, bottom: 30, xs: 4, sign: 11 }
];
const dot = (x, y, color) => `<circle class="dot ${color}" cx="${x}" cy="${y}" r="3.4"/>`;
const LOOKS = {
	register: { color: 'c6', line: 'line' },
	census: { color: 'c1', line: 'line', mark: dot },
	preliminary: { color: 'c1', mark: diamond },
	projected: { color: 'c2', line: 'line dotted', mark: dot }
};

const yearOf = (iso) => {
	const [year, month, day] = iso.split('-').map(Number);
	return year + (month - 1) / 12 + (day - 1) / 365;
};

/** series: { register: [[date, value]], … } without gaps; values of one kind are joined, those of two never are. */
function drawn(g, series, lang, unit) {
	const all = Object.values(series).flat();
	const [first, last] = extent(all.map(([date]) => yearOf(date)));
	const marks = ticks(0, Math.max(...all.map(([, value]) => value), 1), 5);
	// From the beginning of a year on, so that its mark lies on the axis.
	const start = Math.floor(first);
	const end = (series.projected.length > 0 ? series.projected : series.preliminary).at(-1);
	const ending = end ? number(end[1], lang) : '';
	const left = axisRoom(
		marks.map((mark) => shortNumber(mark, lang)),
		g.sign
	);
	const right = g.width - widest([ending], g.sign) - 10;
	const x = linear(start, last, left + 4, right);
	const y = linear(0, marks.at(-1), g.height - g.bottom, g.top);
	const point = ([date, value]) => `${round(x(yearOf(date)))} ${round(y(value))}`;
	const grid = marks.map(
		(mark) =>
			`<line class="${mark === 0 ? 'axis' : 'grid'}" x1="${left}" x2="${right}" y1="${round(y(mark))}" y2="${round(y(mark))}"/>` +
			`<text class="tick" x="${left - 6}" y="${round(y(mark) + 4)}" text-anchor="end">${shortNumber(mark, lang)}</text>`
	);
	const years = ticks(start, last, g.xs, 5)
		.filter((year) => year >= start && year <= last)
		.map(
			(year) =>
				`<text class="tick" x="${round(x(year))}" y="${g.height - g.bottom + 18}" text-anchor="middle">${year}</text>`
		);
	const lines = Object.entries(series).map(([name, points]) => {
		const { color, line, mark } = LOOKS[name];
		return (
			(line && points.length > 1 ? `<path class="${line} ${color}" d="M${points.map(point).join('L')}"/>` : '') +
			(mark ? points.map(([date, value]) => mark(round(x(yearOf(date))), round(y(value)), color)).join('') : '')
		);
	});
	const color = series.projected.length > 0 ? 'c2' : 'c1';
	const atEnd = end
		? `<text class="end ${color}" x="${round(x(yearOf(end[0])) + 8)}" y="${round(y(end[1]) + 4)}">${escape(ending)}</text>`
		: '';
	return (
		`<svg class="drawing ${g.name}" viewBox="0 0 ${g.width} ${g.height}" aria-hidden="true"><text class="unit" x="0" y="12">${escape(unit)}</text>` +
		`${grid.join('')}${years.join('')}${lines.join('')}${atEnd}</svg>`
	);
}

export const path = (series, lang, unit) => SIZES.map((size) => drawn(size, series, lang, unit)).join('');

/** What the lines are, in the order of time; only those that are drawn. */
export const pathLegend = (t, series) =>
	`<ul class="legend">${Object.entries(series)
		.filter(([, points]) => points.length > 0)
		.map(([name]) => {
			const { color, line, mark } = LOOKS[name];
			return (
				`<li><svg width="26" height="12" aria-hidden="true">${line ? `<path class="${line} ${color}" d="M1 6H25"/>` : ''}` +
				`${mark ? mark(13, 6, color) : ''}</svg>${escape(t(`profile.series.${name}`))}</li>`
			);
		})
		.join('')}</ul>`;

// Two indicators against each other: a dot per area, those that lie far out named, the reader's own and its companions lit.
// Drawn twice, for wide screens and paper and for phones; the crowd is one path, so that 1,741 dots are drawn at once.
import { axisRoom, inLines, widthOf } from '../charts/geometry.js';
import { shortNumber } from '../helpers/format.js';
import { extent, linear, round, ticks } from '../drawing/scale.js';
import { escape } from '../municipality/markup.js';
import { outliers } from './points.js';

const SIZES = [
	{ name: 'wide', width: 760, height: 500, right: 24, top: 30, bottom: 50, xs: 7, ys: 7, names: 9, sign: 12 },
	{
		name: 'narrow',
		width: 360,
		height: 380,
		right: 12,
		top: 30,
		bottom: 46,
		xs: 4,
		ys: 6,
		names: 5,
		sign: 11
	}
];
// A scale is logarithmic where the largest value is this many times the median, and all are above zero.
const SKEWED = 20;

export function isLogarithmic(values) {
	const sorted = Float64Array.from(values).sort();
	return sorted.length > 0 && sorted[0] > 0 && sorted.at(-1) / sorted[sorted.length >> 1] >= SKEWED;
}

function decades(low, high) {
	const marks = [];
	for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++)
		for (const digit of [1, 2, 5]) marks.push(digit * 10 ** power);
	const within = marks.filter((mark) => mark >= low && mark <= high);
	return within.length <= 8 ? within : within.filter((mark) => Math.log10(mark) % 1 === 0);
}

/** { at, marks } of one axis. */
function axis(values, logarithmic, from, to, count) {
	const [low, high] = extent(values);
	if (logarithmic) {
		const map = linear(Math.log10(low), Math.log10(high), from, to);
		return { at: (value) => map(Math.log10(value)), marks: decades(low, high) };
	}
	const marks = ticks(low, high, count);
	const map = linear(Math.min(low, marks[0]), Math.max(high, marks.at(-1)), from, to);
	return { at: map, marks };
}

/** Names beside their dots, the first ones first; one that would lie on another or on a word already there is left out. */
function named(points, order, place, g, words) {
	const boxes = [...words];
	const free = (box) =>
		box.left >= 2 &&
		box.right <= g.width - 2 &&
		box.top >= g.top - 12 &&
		boxes.every((one) => box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom);
	return order.flatMap((i) => {
		const { x, y } = place(points[i]);
		const width = widthOf(points[i].name, g.sign);
		const found = [
			{ anchor: 'start', dx: 8, left: x + 6, right: x + 10 + width },
			{ anchor: 'end', dx: -8, left: x - 10 - width, right: x - 6 }
		]
			.flatMap((one) => [4, -7, 15].map((dy) => ({ ...one, dy, top: y + dy - g.sign, bottom: y + dy + 2 })))
			.find(free);
		if (!found) return [];
		boxes.push(found);
		return [{ i, x: x + found.dx, y: y + found.dy, anchor: found.anchor }];
	});
}

/** The lines of the nation, each with its word, and where the words lie. */
function nationLines(g, { nation, nationName }, x, y, bottom, right) {
	const inside = (value, one, [from, to]) => value !== null && one.at(value) >= from && one.at(value) <= to;
	const width = widthOf(nationName, g.sign);
	const found = [];
	if (inside(nation.x, x, [g.left, right]))
		found.push({
			x1: x.at(nation.x),
			x2: x.at(nation.x),
			y1: g.top,
			y2: bottom,
			left: x.at(nation.x) + 4,
			base: g.top + 8
		});
	if (inside(nation.y, y, [g.top, bottom]))
		found.push({
			x1: g.left,
			x2: right,
			y1: y.at(nation.y),
			y2: y.at(nation.y),
			left: right - width,
			base: y.at(nation.y) - 4
		});
	return {
		markup: found.map(
			(one) =>
				`<line class="nation" x1="${round(one.x1)}" x2="${round(one.x2)}" y1="${round(one.y1)}" y2="${round(one.y2)}"/>` +
				`<text class="tick" x="${round(one.left)}" y="${round(one.base)}">${escape(nationName)}</text>`
		),
		words: found.map(({ left, base }) => ({ left, right: left + width, top: base - g.sign, bottom: base + 2 }))
	};
}

/** Tenths of a unit are finer than a dot. */
const tenths = (value) => Math.round(value * 10) / 10;

function dots(points, place) {
	let path = '';
	for (const point of points) {
		const { x, y } = place(point);
		path += `M${tenths(x)} ${tenths(y)}h0`;
	}
	return path;
}

/** The words at an axis, each line with its distance from the first or to the last one. */
const axisWords = (lines, g, place) =>
	lines.map((words, i) => `<text class="unit" ${place(i * (g.sign + 3))}>${escape(words.trimEnd())}</text>`).join('');

function drawn(size, { points, lit, own, nation, log, lang, axes, nationName, furthest }) {
	const titles = { x: inLines(axes.x, size.sign, size.width), y: inLines(axes.y, size.sign, size.width) };
	const further = (lines) => (lines.length - 1) * (size.sign + 3);
	const g = { ...size, top: size.top + further(titles.y), bottom: size.bottom + further(titles.x) };
	const y = axis(
		points.map((one) => one.y),
		log.y,
		g.height - g.bottom,
		g.top,
		g.ys
	);
	g.left = axisRoom(
		y.marks.map((mark) => shortNumber(mark, lang)),
		g.sign
	);
	const x = axis(
		points.map((one) => one.x),
		log.x,
		g.left + 8,
		g.width - g.right,
		g.xs
	);
	const place = (point) => ({ x: x.at(point.x), y: y.at(point.y) });
	const [bottom, right] = [g.height - g.bottom, g.width - g.right];
	const grid = [
		...y.marks.map((mark) => {
			const at = round(y.at(mark));
			return (
				`<line class="grid" x1="${g.left}" x2="${right}" y1="${at}" y2="${at}"/>` +
				`<text class="tick" x="${g.left - 6}" y="${round(at + 4)}" text-anchor="end">${shortNumber(mark, lang)}</text>`
			);
		}),
		...x.marks.map((mark) => {
			const at = round(x.at(mark));
			return (
				`<line class="grid" x1="${at}" x2="${at}" y1="${g.top}" y2="${bottom}"/>` +
				`<text class="tick" x="${at}" y="${bottom + 16}" text-anchor="middle">${shortNumber(mark, lang)}</text>`
			);
		})
	];
	const lines = nationLines(g, { nation, nationName }, x, y, bottom, right);
	const mine = points.findIndex((one) => one.code === own);
	const companions = points.filter((one) => lit.has(one.code));
	const far = furthest.slice(0, g.names).filter((i) => i !== mine);
	const names = named(points, mine < 0 ? far : [mine, ...far], place, g, lines.words).map(
		(one) =>
			`<text class="${one.i === mine ? 'own-name' : 'dot-name'}" x="${round(one.x)}" y="${round(one.y)}" text-anchor="${one.anchor}">${escape(points[one.i].name)}</text>`
	);
	const ring =
		mine < 0
			? ''
			: `<circle class="own-dot" cx="${round(place(points[mine]).x)}" cy="${round(place(points[mine]).y)}" r="6"/>`;
	return (
		`<svg class="drawing ${g.name} scatter" viewBox="0 0 ${g.width} ${g.height}" aria-hidden="true">` +
		`${grid.join('')}${lines.markup.join('')}` +
		`<path class="crowd" d="${dots(points, place)}"/><path class="lit" d="${dots(companions, place)}"/>${ring}${names.join('')}` +
		axisWords(titles.y, g, (below) => `x="0" y="${12 + below}"`) +
		axisWords(
			titles.x,
			g,
			(below) => `x="${right}" y="${g.height - 8 - further(titles.x) + below}" text-anchor="end"`
		) +
		'</svg>'
	);
}

/**
 * The drawing in each size, made when it is asked for. points: areas with both values; lit: codes; own: a code or ''; nation: { x, y }; axes: { x, y }, words at the axes;
 * log: which scales are logarithmic.
 */
export function scatter(what) {
	const { points, log } = what;
	const scale = { x: (value) => (log.x ? Math.log(value) : value), y: (value) => (log.y ? Math.log(value) : value) };
	const furthest = outliers(points, scale, Math.max(...SIZES.map((size) => size.names)));
	return SIZES.map((size) => () => drawn(size, { ...what, furthest }));
}

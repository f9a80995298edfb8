// What the drawings of this folder share: sizes, time as a number, labels that keep clear of each other.
import { round } from '../drawing/scale.js';

/** Each drawing is made twice, at the size it is shown: for a page or paper, and for a phone. */
export const SIZES = [
	{ name: 'wide', width: 680, text: 13 },
	{ name: 'narrow', width: 328, text: 12 }
];

/** A year as it is, a date as the year with the part of it that is over. */
export function timeOf(value) {
	if (typeof value === 'number') return value;
	const [year, month = 1, day = 1] = value.split('-').map(Number);
	return year + (month - 1) / 12 + (day - 1) / 365;
}

// In parts of its height, how wide a sign is in the widest of the fonts that draw it, that of handouts and pictures.
const WIDTHS = [
	[/[\u2e80-\uffef%\u2190-\u2212MWmw]/, 1],
	[/[A-Z&+=~<>\u2010-\u2026]/, 0.8],
	[/\d/, 0.76],
	[/[\s.,:;'|()ijl-]/, 0.4],
	[/./, 0.68]
];

/** How much room a text takes at most. */
export const widthOf = (text, size) =>
	round([...text].reduce((sum, sign) => sum + WIDTHS.find(([signs]) => signs.test(sign))[1], 0) * size);

/** The room that the widest of some texts takes. */
export const widest = (texts, size) => Math.max(0, ...texts.map((text) => widthOf(text, size)));

/** The room left of an axis for its values, which end 6 before it. */
export const axisRoom = (texts, size) => widest(texts, size) + 8;

/**
 * [{ y, … }] → the same with `at`: as near to y as can be, `gap` apart (or gapOf(label) below each), between top and
 * bottom, in the order of y.
 */
export function apart(labels, gap, top, bottom, gapOf = () => gap) {
	const sorted = [...labels].sort((a, b) => a.y - b.y).map((label) => ({ ...label, at: label.y }));
	for (let i = 0; i < sorted.length; i += 1) {
		sorted[i].at = Math.max(sorted[i].at, i === 0 ? top : sorted[i - 1].at + gapOf(sorted[i - 1]));
	}
	for (let i = sorted.length - 1; i >= 0; i -= 1) {
		const lowest = i === sorted.length - 1 ? bottom - gapOf(sorted[i]) + gap : sorted[i + 1].at - gapOf(sorted[i]);
		sorted[i].at = Math.min(sorted[i].at, lowest);
	}
	return sorted;
}

/** A text in lines of a width: Latin words stay whole, Japanese breaks anywhere. */
export function inLines(text, size, width) {
	const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? [];
	return pieces.reduce(
		(lines, piece) => {
			const longer = lines.at(-1) + piece;
			if (lines.at(-1) !== '' && widthOf(longer.trimEnd(), size) > width) return [...lines, piece];
			return [...lines.slice(0, -1), longer];
		},
		['']
	);
}

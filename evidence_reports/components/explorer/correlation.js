// How far two indicators go together: Spearman's rank correlation, which neither a logarithmic axis nor one far value
// changes. Equal values share the mean of their ranks (Kendall & Gibbons 1990, Rank Correlation Methods, chapter 3).

import { rounded } from '../helpers/format.js';

/** Fewer points than this tell nothing of how two indicators go together. */
const FEWEST = 20;
/** From here on a relation is called weak, and from here on one at all clear; printed with two decimals. */
const WEAK = 0.2;
const CLEAR = 0.5;

function ranks(values) {
	const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
	const found = new Float64Array(values.length);
	for (let from = 0, to; from < order.length; from = to) {
		to = from + 1;
		while (to < order.length && values[order[to]] === values[order[from]]) to += 1;
		for (let i = from; i < to; i += 1) found[order[i]] = (from + to + 1) / 2;
	}
	return found;
}

/** Between -1 and 1; null where one of the two does not vary. points: [{ x, y }] with both values. */
export function rankCorrelation(points) {
	const [x, y] = ['x', 'y'].map((axis) => ranks(Float64Array.from(points, (one) => one[axis])));
	const mean = (points.length + 1) / 2;
	let [both, ofX, ofY] = [0, 0, 0];
	for (let i = 0; i < points.length; i += 1) {
		both += (x[i] - mean) * (y[i] - mean);
		ofX += (x[i] - mean) ** 2;
		ofY += (y[i] - mean) ** 2;
	}
	return ofX > 0 && ofY > 0 ? both / Math.sqrt(ofX * ofY) : null;
}

/** What is said of it: { kind, printed }, kind judged by what is printed; null where nothing can be said. */
export function relation(points) {
	const found = points.length < FEWEST ? null : rankCorrelation(points);
	if (found === null) return null;
	const printed = rounded(found, 2);
	const size = Math.abs(printed);
	if (size < WEAK) return { kind: 'none', printed };
	return { kind: `${size < CLEAR ? 'weak' : 'clear'}_${printed > 0 ? 'same' : 'opposite'}`, printed };
}

// Scores, ranks and the ranks that a municipality could have, for any weights: the arithmetic of
// fct_finder_score.sql and int_finder_weight.sql, so that the page and the tables say the same.

export const SIDES = ['combined', 'need', 'capacity'];

// Around the reader's choice each weight in turn is half as heavy or half as heavy again.
const LIGHTER_AND_HEAVIER = [0.5, 1.5];

// What is certain of a score: ten decimals; the others depend on the order of additions.
const certain = (score) => Math.round(score * 1e10) / 1e10;

/**
 * inputs: [{ side, of }], `of` being the municipalities that have a value; counts: per input and
 * municipality, how many have its value or a lower one, null where its own is missing.
 */
export function prepared(inputs, counts) {
	const percentiles = counts.map((column, i) =>
		Float64Array.from(column, (count) => (count === null ? NaN : 100 * (count / inputs[i].of)))
	);
	return { inputs, percentiles, size: counts[0].length };
}

const scaled = (weights) => {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => (total > 0 ? weight / total : 0));
};

/** The weights of one side that add up to 1, 0 for inputs of the other; together the sides count half each. */
export function weightsOf(inputs, points, side) {
	const within = (one) => scaled(points.map((point, i) => (inputs[i].side === one ? point : 0)));
	if (side !== 'combined') return within(side);
	const [need, capacity] = [within('need'), within('capacity')];
	return scaled(need.map((weight, i) => weight + capacity[i]));
}

/** The sets of weights that the range of ranks is drawn over: the reader's own, and those around it. */
export const drawnAround = (weights) => [
	weights,
	...weights.flatMap((weight, turned) =>
		weight === 0
			? []
			: LIGHTER_AND_HEAVIER.map((factor) => scaled(weights.map((one, i) => (i === turned ? one * factor : one))))
	)
];

/** How many of the sorted values are greater than this one. */
function greater(sorted, value) {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle] <= value) low = middle + 1;
		else high = middle;
	}
	return sorted.length - low;
}

const used = (weights) => weights.map((_, i) => i).filter((i) => weights[i] > 0);

/** { scores, ranks, missing } by municipality: a score is the weighted mean of the percentiles it has, null without any. */
export function ranked({ percentiles, size }, weights) {
	const columns = used(weights);
	const scores = new Float64Array(size);
	const missing = new Uint8Array(size);
	for (let m = 0; m < size; m++) {
		let [sum, total] = [0, 0];
		for (const i of columns) {
			const percentile = percentiles[i][m];
			if (percentile !== percentile) missing[m] += 1;
			else {
				sum += weights[i] * percentile;
				total += weights[i];
			}
		}
		scores[m] = total > 0 ? certain(sum / total) : NaN;
	}
	const sorted = scores.filter((score) => score === score).sort();
	return {
		scores: Array.from(scores, (score) => (score === score ? score : null)),
		ranks: Array.from(scores, (score) => (score === score ? 1 + greater(sorted, score) : null)),
		missing
	};
}

/** Ranks that nobody has yet: what `widen` starts from. */
export const noRange = ({ size }) => ({ low: new Uint16Array(size).fill(65535), high: new Uint16Array(size) });

/** Widens the ranges of ranks by one set of weights; an input that is missing could be anything from 0 to 100. */
export function widen(range, { percentiles, size }, weights) {
	const columns = used(weights);
	const [lowest, highest] = [new Float64Array(size), new Float64Array(size)];
	for (let m = 0; m < size; m++) {
		let [low, high] = [0, 0];
		for (const i of columns) {
			const percentile = percentiles[i][m];
			if (percentile !== percentile) high += weights[i] * 100;
			else {
				low += weights[i] * percentile;
				high += weights[i] * percentile;
			}
		}
		lowest[m] = certain(low);
		highest[m] = certain(high);
	}
	const [sortedLowest, sortedHighest] = [lowest.slice().sort(), highest.slice().sort()];
	for (let m = 0; m < size; m++) {
		// Surely above it is whose lowest score beats its highest; possibly above whose highest beats its lowest, itself left out.
		const surely = greater(sortedLowest, highest[m]);
		const possibly = greater(sortedHighest, lowest[m]) - (highest[m] > lowest[m] ? 1 : 0);
		if (1 + surely < range.low[m]) range.low[m] = 1 + surely;
		if (1 + possibly > range.high[m]) range.high[m] = 1 + possibly;
	}
	return range;
}

/** All at once, for the build and for tests; the page takes one set of weights after another. */
export const rangesOf = (data, weights) =>
	drawnAround(weights).reduce((range, one) => widen(range, data, one), noRange(data));

// What the finder knows of every municipality, put together from the files beside the page (or the tables, at build).
import { prepared, ranked, weightsOf } from './score.js';

/** places, numbers, arrangements: the files data/places, data/finder and data/arrangements. */
export function modelOf(inputs, places, numbers, arrangements) {
	const prefectures = new Map(places.prefectures.map((one) => [one.code, one.name]));
	return {
		inputs,
		data: prepared(inputs, numbers.counts),
		codes: places.codes,
		at: new Map(places.codes.map((code, i) => [code, i])),
		names: places.names,
		others: places.others,
		prefectureOf: (i) => prefectures.get(places.codes[i].slice(0, 2)),
		offices: numbers.offices,
		arrangementsOf: (code) => arrangements[code] ?? []
	};
}

/** Scores and ranks for a choice; `weights` are those that count, `order` the municipalities from the first rank on. */
export function answer(model, choice) {
	const weights = weightsOf(model.inputs, choice.points, choice.side);
	if (!weights.some((weight) => weight > 0)) return null;
	const { scores, ranks, missing } = ranked(model.data, weights);
	const last = model.codes.length + 1;
	const order = model.codes.map((_, i) => i).sort((a, b) => (ranks[a] ?? last) - (ranks[b] ?? last) || a - b);
	return { weights, scores, ranks, missing, order };
}

const services = (model, i) => [...new Set(model.arrangementsOf(model.codes[i]).map((one) => one.service))];

/** The inputs that count and that a municipality lacks. */
const missingOf = (model, weights, i) =>
	model.inputs.filter((_, input) => weights[input] > 0 && Number.isNaN(model.data.percentiles[input][i]));

/** One municipality as a line of the ranking; range: { low, high } or null while it is computed. */
export const lineOf = (model, found, range, i) => ({
	code: model.codes[i],
	name: model.names[i],
	prefecture: model.prefectureOf(i),
	rank: found.ranks[i],
	score: found.scores[i],
	low: range?.low[i] ?? null,
	high: range?.high[i] ?? null,
	offices: model.offices[i],
	services: services(model, i),
	missing: missingOf(model, found.weights, i).map((one) => one.name)
});

/** All of them as lines of the file to take away, with the inputs that count. */
export function takeawayOf(model, choice, found, range) {
	const used = model.inputs.map((_, input) => input).filter((input) => found.weights[input] > 0);
	const percentile = (input, i) => {
		const value = model.data.percentiles[input][i];
		return Number.isNaN(value) ? null : Number(value.toFixed(4));
	};
	return {
		inputs: used.map((input) => ({ ...model.inputs[input], points: choice.points[input] })),
		list: found.order.map((i) => ({
			...lineOf(model, found, range, i),
			missing: missingOf(model, found.weights, i).map((one) => one.id),
			percentiles: used.map((input) => percentile(input, i))
		}))
	};
}

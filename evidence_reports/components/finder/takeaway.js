// The ranking as a file to take away: every municipality, on the side and with the weights chosen.
import { csv } from '../figure/csv.js';

const NAMES = [
	'municipality_code6',
	'prefecture',
	'municipality',
	'side',
	'rank',
	'score',
	'rank_low',
	'rank_high',
	'missing_input_count',
	'missing_inputs',
	'operating_post_offices',
	'arrangements',
	'weights'
];

/**
 * list: [{ code, prefecture, name, rank, score, low, high, missing, offices, services, percentiles }], missing and
 * percentiles by input; inputs: those with a weight on the side, with their `points`, which the file gives in the order
 * of its last columns.
 */
export const file = (side, inputs, list) => {
	const weights = inputs.map((one) => one.points).join('.');
	return csv(
		[...NAMES, ...inputs.map((one) => `percentile_${one.id}`)],
		list.map((one) => [
			one.code,
			one.prefecture,
			one.name,
			side,
			one.rank,
			one.score,
			one.low,
			one.high,
			one.missing.length,
			one.missing.join(';'),
			one.offices,
			one.services.join(';'),
			weights,
			...one.percentiles
		])
	);
};

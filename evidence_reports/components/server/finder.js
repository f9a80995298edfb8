// The inputs of the finder: which indicators, how heavy by default, and where each municipality stands in each.
import { field } from '../helpers/labels.js';
import { sourceAnchor } from '../table/cells.js';
import { once } from './reads.js';
import { tables } from './reports.js';

const SELECTIONS = {
	weights: `
		select weights.side, weights.weight, indicators.*
		from reports.finder_weight as weights
		inner join reports.indicator as indicators on weights.indicator_id = indicators.indicator_id
		where weights.is_default and weights.side <> 'combined'
		order by weights.side desc, indicators.position`,
	inputs: "select * from reports.finder_input where side <> 'combined' order by municipality_code6",
	scores: 'select * from reports.finder_score order by side, rank nulls last, municipality_code6',
	files: "select * from reports.received_file where table_name = 'post_office_by_municipality' order by source_file"
};

export const readFinder = once(() => tables(SELECTIONS));

/** The default weights as whole points: 15 of 100 for 0.15. */
const points = (weight) => Math.round(100 * weight);

/** [{ id, side, points, of, … }] in the order of the page; `of` municipalities have a value, on the dates given. */
export async function inputsIn(lang) {
	const { weights, inputs } = await readFinder();
	return weights.map((row) => {
		const known = inputs.filter((one) => one.indicator_id === row.indicator_id && one.value !== null);
		const dates = known.map((one) => one.as_of_date).sort();
		return {
			id: row.indicator_id,
			side: row.side,
			points: points(row.weight),
			of: known.length,
			missing: inputs.filter((one) => one.indicator_id === row.indicator_id && one.value === null).length,
			name: field(row, 'name', lang),
			definition: field(row, 'definition', lang),
			caveat: field(row, 'caveat', lang),
			dates: [dates[0], dates.at(-1)],
			source: sourceAnchor(row.source_id)
		};
	});
}

/**
 * How many municipalities have the value of each or a lower one, by input and in the order of codes; null where its
 * own is missing. And the post offices that operate.
 */
export async function finderNumbers() {
	const { weights, inputs } = await readFinder();
	const columnOf = (id) => inputs.filter((one) => one.indicator_id === id);
	const counts = weights.map((row) => {
		const column = columnOf(row.indicator_id);
		const of = column.filter((one) => one.value !== null).length;
		return column.map((one) => (one.percentile === null ? null : Math.round((one.percentile / 100) * of)));
	});
	return { counts, offices: columnOf('operating_post_offices').map((one) => one.value) };
}

// Indicators as files beside the explorer: the newest value of every municipality, prefecture and of the nation.
import { field } from '../helpers/labels.js';
import { sourceAnchor } from '../table/cells.js';
import { once } from './reads.js';
import { tables } from './reports.js';

const SELECTIONS = {
	indicators: 'select * from reports.indicator order by position',
	municipal: `
		select figures.*
		from reports.municipality_indicator as figures
		inner join (
			select indicator_id, max(as_of_date) as as_of_date from reports.municipality_indicator group by indicator_id
		) as newest on figures.indicator_id = newest.indicator_id
		where figures.as_of_date = newest.as_of_date or figures.indicator_id in (
			select indicator_id from reports.indicator where aggregation = 'shared'
		)
		order by figures.municipality_code6, figures.indicator_id, figures.as_of_date desc`,
	areas: 'select * from reports.area_indicator order by area_level, area_code, as_of_date',
	profiles: 'select municipality_code6, has_sample from reports.municipality_profile order by municipality_code6'
};

const explorer = once(make);

/** Twelve digits are certain; the rest of a double is noise that only makes the file longer. */
const certain = (value) => (value === null || value === undefined ? null : Number(value.toPrecision(12)));

async function make() {
	const { indicators, municipal, areas, profiles, hasSample } = await tables(SELECTIONS);
	const codes = profiles.map((row) => row.municipality_code6);
	const content = new Map(
		indicators.map((indicator) => {
			const own = municipal.filter((row) => row.indicator_id === indicator.indicator_id);
			// Known on different dates by area, a municipality has one; newest first.
			const values = new Map(own.toReversed().map((row) => [row.municipality_code6, row.value]));
			const dates = [...new Set(own.map((row) => row.as_of_date))].sort();
			const wide = new Map(
				areas.filter((row) => row.indicator_id === indicator.indicator_id).map((row) => [row.area_code, row])
			);
			const prefectures = [...wide.values()].filter((row) => row.area_level === 'prefecture');
			return [
				indicator.indicator_id,
				{
					dates: [dates[0] ?? null, dates.at(-1) ?? null],
					denominatorDate: own.find((row) => row.denominator_date !== null)?.denominator_date ?? null,
					municipalities: codes.map((code) => certain(values.get(code))),
					prefectures: Object.fromEntries(
						prefectures.map((row) => [row.area_code.replace('prefecture_', ''), [certain(row.value), row.value_status]])
					),
					nation: certain(wide.get('japan')?.value)
				}
			];
		})
	);
	return { hasSample, indicators, content };
}

/** [{ id, name, unit, … }] of the indicators of which there is a file, in the order of the catalogue. */
export async function indicatorsIn(lang) {
	const { hasSample, indicators, content } = await explorer();
	return {
		hasSample,
		indicators: indicators.map((row) => {
			const { dates, denominatorDate } = content.get(row.indicator_id);
			return {
				id: row.indicator_id,
				name: field(row, 'name', lang),
				unit: field(row, 'unit', lang),
				definition: field(row, 'definition', lang),
				caveat: field(row, 'caveat', lang),
				dates,
				denominatorDate,
				source: sourceAnchor(row.source_id)
			};
		})
	};
}

export const indicatorFile = async (id) => (await explorer()).content.get(id);

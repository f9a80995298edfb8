// What the page of one prefecture shows of it: its indicators beside the nation's, its closures among the 47, its municipalities.
import { groupBy } from '../table/cells.js';
import { municipalityFigures, SERIES } from './municipality_figures.js';
import { once } from './reads.js';
import { tables } from './reports.js';

const SELECTIONS = {
	prefectures: 'select * from reports.prefecture_profile order by prefecture_code',
	profiles: 'select * from reports.municipality_profile order by municipality_code6',
	closures: `
		select changes.*, sources.source_rank
		from reports.closed_office_change as changes
		left join reports.source as sources on changes.source_id = sources.source_id
		where changes.office_type_code = 'total'
		order by changes.area_level, changes.area_code`,
	indicators: 'select * from reports.indicator order by position',
	areas: 'select * from reports.area_indicator order by area_code, indicator_id, as_of_date',
	changes: "select * from reports.municipality_indicator where indicator_id = 'projected_change_2050_pct'",
	paths: `
		select indicators.indicator_id, indicators.caveat_ja, indicators.caveat_en, sources.*
		from reports.indicator as indicators
		inner join reports.source as sources on indicators.source_id = sources.source_id
		where indicators.indicator_id in ('${Object.values(SERIES).join("', '")}')
		order by indicators.indicator_id`
};

const readAll = once(() => tables(SELECTIONS));

const newest = (rows) => rows.at(-1);

/** Rows of the newest date of each indicator, by indicator. */
const newestBy = (rows) =>
	new Map(groupBy(rows, (row) => row.indicator_id).map((own) => [own[0].indicator_id, newest(own)]));

export async function prefecture(code) {
	const all = await readAll();
	const { dates, of, hasSample } = await municipalityFigures();
	const areaCode = `prefecture_${code}`;
	const own = all.areas.filter((row) => row.area_code === areaCode);
	const [here, nation] = [newestBy(own), newestBy(all.areas.filter((row) => row.area_level === 'national'))];
	const changes = new Map(all.changes.map((row) => [row.municipality_code6, row.value]));
	return {
		hasSample: all.hasSample || hasSample,
		prefecture: all.prefectures.find((row) => row.prefecture_code === code),
		indicators: all.indicators
			.filter((row) => here.has(row.indicator_id))
			.map((row) => ({ ...row, here: here.get(row.indicator_id), nation: nation.get(row.indicator_id) ?? null })),
		paths: all.paths,
		dates: Object.fromEntries(Object.entries(SERIES).map(([kind]) => [kind, dates[kind]])),
		// A sum that lacks municipalities is no point of the path of all of them.
		path: Object.fromEntries(
			Object.entries(SERIES).map(([kind, id]) => {
				const rows = new Map(own.filter((row) => row.indicator_id === id).map((row) => [row.as_of_date, row]));
				return [kind, dates[kind].map((day) => (rows.get(day)?.value_status === 'ok' ? rows.get(day).value : null))];
			})
		),
		lacking: Math.max(
			0,
			...own.filter((row) => row.indicator_id === SERIES.projected).map((row) => row.missing_municipality_count)
		),
		closures: all.closures,
		officesDate: dates.offices,
		places: all.profiles
			.filter((row) => row.prefecture_code === code)
			.map((row) => ({
				...row,
				offices: of[row.municipality_code6].offices,
				change2050: changes.get(row.municipality_code6) ?? null,
				combined: of[row.municipality_code6].ranks.combined
			}))
	};
}

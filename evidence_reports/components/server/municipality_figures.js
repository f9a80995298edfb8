// The figures of single municipalities, in no language: post offices, population path, ageing, cards, designation, and
// their place on the finder. One file for a few (data/municipalities/2020.json), read when one of them is chosen.
import { partOf } from '../helpers/fetching.js';
import { field, label } from '../helpers/labels.js';
import { groupBy, sourceAnchor } from '../table/cells.js';
import { neighboursByCode } from './places.js';
import { once } from './reads.js';
import { tables } from './reports.js';

/** The lines of a population path and the indicators that they are. */
export const SERIES = {
	register: 'resident_population',
	census: 'census_population',
	preliminary: 'census_population_preliminary',
	projected: 'projected_population'
};
const LATEST = ['share_65plus_pct', 'single_65plus_share_pct', 'cards_per_resident', 'area_km2'];

const SELECTIONS = {
	figures: `
		select municipality_code6, indicator_id, as_of_date, value, numerator_value, denominator_value, has_sample
		from reports.municipality_indicator
		where indicator_id in ('${[...Object.values(SERIES), ...LATEST].join("', '")}')
		order by municipality_code6, indicator_id, as_of_date`,
	offices: 'select * from reports.municipality_post_office order by municipality_code6, as_of_date',
	designations: 'select * from reports.depopulated_area order by municipality_code6, as_of_date',
	scores: 'select * from reports.finder_score order by municipality_code6, side'
};

export const municipalityFigures = once(make);

const byCode = (rows) =>
	new Map(groupBy(rows, (row) => row.municipality_code6).map((own) => [own[0].municipality_code6, own]));
const datesOf = (rows) => [...new Set(rows.map((row) => row.as_of_date))].sort();
const newest = (rows) => rows?.at(-1);

async function make() {
	const { figures, offices, designations, scores, hasSample } = await tables(SELECTIONS);
	const neighbours = await neighboursByCode();
	const [ownFigures, ownOffices, ownDesignations, ownScores] = [figures, offices, designations, scores].map(byCode);
	// Every municipality has a value or a gap on each date of a series, so that dates are told once for all.
	const dates = Object.fromEntries(
		Object.entries(SERIES).map(([name, id]) => [name, datesOf(figures.filter((row) => row.indicator_id === id))])
	);
	for (const id of LATEST) dates[id] = datesOf(figures.filter((row) => row.indicator_id === id)).at(-1) ?? null;
	dates.offices = datesOf(offices).at(-1) ?? null;
	dates.designation = datesOf(designations).at(-1) ?? null;
	const of = Object.fromEntries(
		[...ownScores].map(([code, own]) => {
			const mine = ownFigures.get(code) ?? [];
			const series = (name) => {
				const values = new Map(
					mine.filter((row) => row.indicator_id === SERIES[name]).map((row) => [row.as_of_date, row.value])
				);
				return dates[name].map((date) => values.get(date) ?? null);
			};
			const latest = (id) => {
				const row = mine.find((one) => one.indicator_id === id && one.as_of_date === dates[id]);
				if (row?.value == null) return row?.denominator_value === 0 ? [null, 0] : null;
				return [Number(row.value.toPrecision(12)), row.numerator_value];
			};
			const counted = newest(ownOffices.get(code));
			const designated = newest(ownDesignations.get(code)?.filter((row) => row.as_of_date === dates.designation));
			return [
				code,
				{
					...Object.fromEntries(Object.keys(SERIES).map((name) => [name, series(name)])),
					...Object.fromEntries(LATEST.map((id) => [id, latest(id)])),
					offices:
						counted && counted.office_count !== null
							? [
									counted.direct_operating_count,
									counted.direct_closed_count,
									counted.contract_operating_count,
									counted.contract_closed_count
								]
							: null,
					designation: designated?.designation_code ?? null,
					ranks: Object.fromEntries(
						own.map((row) => [row.side, [row.rank, row.rank_low, row.rank_high, row.missing_input_count, row.score]])
					),
					...neighbours(code)
				}
			];
		})
	);
	return { hasSample, dates, of };
}

/** { dates, of: { code: figures } } of one part. */
export async function figuresOf(part) {
	const { dates, of } = await municipalityFigures();
	return { dates, of: Object.fromEntries(Object.entries(of).filter(([code]) => partOf(code) === part)) };
}

const LINES = Object.fromEntries(Object.entries(SERIES).map(([name, id]) => [id, name]));

/** Where the lines of a population path come from, each source once: [{ anchor, text, of: its lines }]. */
export const pathSources = (rows, lang) =>
	groupBy(rows, (row) => row.source_id).map((own) => ({
		anchor: sourceAnchor(own[0].source_id),
		text: label(lang, 'profile.source', {
			publisher: field(own[0], 'publisher', lang),
			title: field(own[0], 'title', lang)
		}),
		of: own.map((row) => LINES[row.indicator_id])
	}));

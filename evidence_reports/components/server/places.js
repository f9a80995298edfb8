// What the finder and the explorer know of all municipalities before one is chosen, and what belongs to one alone:
// files beside the pages (data/…), read when the reader begins to choose.
import { rounded } from '../helpers/format.js';
import { field } from '../helpers/labels.js';
import { groupBy, sourceAnchor } from '../table/cells.js';
import { once } from './reads.js';
import { tables } from './reports.js';

const SELECTIONS = {
	profiles: 'select * from reports.municipality_profile order by municipality_code6',
	prefectures: 'select * from reports.prefecture_profile order by prefecture_code',
	groups: 'select * from reports.peer_group order by peer_group_code',
	contracts:
		"select * from reports.outsourcing_contract where boundary_basis = 'as_now' order by municipality_code5, start_date nulls last, service_code",
	neighbours: 'select * from reports.finder_neighbour order by municipality_code6, place',
	entrusting: 'select * from reports.finder_entrusting_neighbour order by municipality_code6, place'
};

export const readPlaces = once(() => tables(SELECTIONS));

/** The municipalities in the order of their codes; every file of numbers keeps this order. */
export async function placesIn(lang) {
	const { profiles, prefectures, groups } = await readPlaces();
	const groupAt = new Map(groups.map((row, i) => [row.peer_group_code, i]));
	return {
		prefectures: prefectures.map((row) => ({ code: row.prefecture_code, name: field(row, 'prefecture', lang) })),
		groups: groups.map((row) => ({ code: row.peer_group_code, name: field(row, 'peer_group', lang) })),
		codes: profiles.map((row) => row.municipality_code6),
		names: profiles.map((row) => field(row, 'municipality', lang)),
		// By what else it may be looked for: its reading in Japanese, its Japanese name in English.
		others: profiles.map((row) => (lang === 'ja' ? row.municipality_kana : row.municipality_ja)),
		group: profiles.map((row) => groupAt.get(row.peer_group_code)),
		narrowest: profiles.map((row) => groupAt.get(row.narrowest_peer_group_code))
	};
}

/** The arrangements on record by code: [{ service, offices, since, precision, source }]. */
export async function arrangementsIn(lang) {
	const { profiles, contracts } = await readPlaces();
	const code6 = new Map(profiles.map((row) => [row.municipality_code5, row.municipality_code6]));
	return Object.fromEntries(
		groupBy(contracts, (row) => row.municipality_code5).map((rows) => [
			code6.get(rows[0].municipality_code5),
			rows.map((row) => ({
				service: field(row, 'service', lang),
				offices: row.offices_ja,
				count: row.office_count,
				since: row.start_date,
				precision: row.start_precision,
				source: { anchor: sourceAnchor(row.source_id), text: field(row, 'source_label', lang) }
			}))
		])
	);
}

const near = (rows) => rows.map((row) => [row.neighbour_code6, rounded(row.distance, 2)]);

/** [[code, distance]] of those most like a municipality, and of those most like it that entrust tasks; by code. */
export async function neighboursByCode() {
	const { neighbours, entrusting } = await readPlaces();
	const [alike, likewise] = [neighbours, entrusting].map(
		(rows) =>
			new Map(groupBy(rows, (row) => row.municipality_code6).map((own) => [own[0].municipality_code6, near(own)]))
	);
	return (code) => ({ like: alike.get(code) ?? [], entrusting: likewise.get(code) ?? [] });
}

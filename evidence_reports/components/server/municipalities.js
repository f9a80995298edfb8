// The tables about municipalities, put together once per language for all their pages.
import { field, label, textsOf } from '../helpers/labels.js';
import { sourceAnchor } from '../helpers/cells.js';
import { number, percent } from '../helpers/format.js';
import { tables } from './reports.js';

const SELECTIONS = {
	profiles: 'select * from reports.municipality_profile order by municipality_code6',
	prefectures: 'select * from reports.prefecture_profile order by prefecture_code',
	groups: 'select * from reports.peer_group order by peer_type_code, minimum_persons desc nulls first, minimum_share_65plus_pct nulls first',
	history:
		"select * from reports.municipality_history order by municipality_code6, event_date, event_id, side desc, body_code5, body_ja",
	contracts: 'select * from reports.outsourcing_contract order by municipality_code5, start_date nulls last, service_code',
	pilots:
		'select * from reports.pilot where municipality_code5 is not null order by municipality_code5, start_date nulls last, pilot_id',
	agreements:
		"select * from reports.agreement where area_level = 'region' and is_preferred and value is not null order by agreement_code, metric, as_of_date",
	facts: 'select * from reports.municipality_fact order by municipality_code6, fact_kind, as_of_date, title_ja',
	files:
		"select * from reports.received_file where table_name in ('population', 'resident_register_age', 'municipality', 'municipality_change', 'area_change') order by source_file"
};
const FOUNDING = ['merged_into_new', 'created', 'split_into', 'split_off'];
const TEXTS = ['municipality.', 'figure.', 'status.'];

let read;
const readAll = () => (read ??= tables(SELECTIONS));

/** Each value once, in order of appearance, and its place in that order. */
function register() {
	const places = new Map();
	const at = (key, value = key) => {
		if (!places.has(key)) places.set(key, { index: places.size, value });
		return places.get(key).index;
	};
	return { at, list: () => [...places.values()].map((one) => one.value) };
}

const rounded = (value, decimals) => (value === null ? null : Number(value.toFixed(decimals)));

function historiesOf(rows, types) {
	const histories = {};
	for (const row of rows) {
		const one = (histories[row.municipality_code6] ??= { ids: register(), others: [], events: [], last: null });
		if (one.events.length === 0) one.ids.at(row.municipality_code6, null);
		const key = row.is_this_body ? row.municipality_code6 : row.body_id;
		const body = one.ids.at(key, row.body_ja);
		if (!row.is_ancestor && !one.others.includes(body)) one.others.push(body);
		if (one.last !== row.event_id)
			one.events.push({ date: row.event_date, type: types.at(row.event_type, row), before: [], after: [] });
		one.last = row.event_id;
		one.events.at(-1)[row.side].push([body, row.body_ja]);
	}
	return histories;
}

/** Names that a body keeps are written once; index 0 is the municipality of today. */
const compact = (one, name) => {
	const bodies = one.ids.list().map((body, i) => (i === 0 ? name : body));
	const short = (side) => side.map(([body, as]) => (as === bodies[body] ? [body] : [body, as]));
	return {
		bodies,
		others: one.others,
		events: one.events.map((event) => ({ ...event, before: short(event.before), after: short(event.after) }))
	};
};

async function build(lang) {
	const { profiles, prefectures, groups, history, contracts, pilots, agreements, facts, files, hasSample } =
		await readAll();
	const [types, regions, sources, eventTypes] = [register(), register(), register(), register()];
	const codeOf = new Map(profiles.map((row) => [row.municipality_code5, row.municipality_code6]));
	const groupAt = new Map(groups.map((row, i) => [row.peer_group_code, i]));
	const prefectureAt = new Map(prefectures.map((row, i) => [row.prefecture_code, i]));
	const medians = (row) => [
		row.population_median_persons,
		rounded(row.share_65plus_median_pct, 2),
		rounded(row.population_change_median_pct, 2)
	];
	const published = (row) =>
		sources.at(row.source_id, { anchor: sourceAnchor(row.source_id), text: field(row, 'source_label', lang) });
	const received = (row) =>
		sources.at(row.source_file, { anchor: sourceAnchor(row.source_file), text: field(row, 'source_label', lang) });
	const offices = (row) =>
		row.office_count === null ? [] : [[label(lang, 'municipality.offices', { count: number(row.office_count, lang) }), 0]];
	const worded = (text) => (text ? [[text, 0]] : []);
	const found = [
		...contracts.map((row) => ({
			code: codeOf.get(row.municipality_code5),
			kind: 'outsourcing',
			title: field(row, 'service', lang),
			detail: [...(row.offices_ja ? [[row.offices_ja, 1]] : []), ...offices(row), ...worded(field(row, 'fee', lang))],
			date: row.start_date,
			precision: row.start_precision,
			source: published(row)
		})),
		...pilots.map((row) => ({
			code: codeOf.get(row.municipality_code5),
			kind: 'pilot',
			title: field(row, 'title', lang) ?? field(row, 'type', lang),
			detail: worded(field(row, 'programme', lang)),
			date: row.start_date,
			precision: row.start_precision,
			source: published(row)
		})),
		...facts.map((row) => ({
			code: row.municipality_code6,
			kind: row.fact_kind,
			title: field(row, 'title', lang),
			detail: [
				...(row.value === null ? [] : [[label(lang, 'municipality.places', { count: number(row.value, lang) }), 0]]),
				...(row.detail_ja ? [[row.detail_ja, 1]] : [])
			],
			date: row.as_of_date,
			precision: 'day',
			source: received(row)
		}))
	];
	const byCode = {};
	for (const { code, ...fact } of found) (byCode[code] ??= []).push(fact);
	const municipalities = profiles.map((row) => ({
		code: row.municipality_code6,
		name: field(row, 'municipality', lang),
		// The other name by which it is known: its reading in Japanese, its Japanese name in English.
		reading: lang === 'ja' ? row.municipality_kana : row.municipality_ja,
		county: row.county_ja,
		prefecture: prefectureAt.get(row.prefecture_code),
		type: types.at(row.municipality_type, field(row, 'municipality_type', lang)),
		region: regions.at(row.region_ja, field(row, 'region', lang)),
		group: groupAt.get(row.peer_group_code),
		narrowest: groupAt.get(row.narrowest_peer_group_code),
		asOf: row.as_of_date,
		values: [row.population_persons, rounded(row.share_65plus_pct, 2), rounded(row.population_change_pct, 2)],
		ranks: [row.peer_population_rank, row.peer_share_65plus_rank, row.peer_population_change_rank],
		prefectureRanks: [row.prefecture_population_rank, row.prefecture_share_65plus_rank, row.prefecture_population_change_rank]
	}));
	const regional = {};
	for (const row of agreements) {
		const region = regions.at(row.area_ja);
		(regional[region] ??= []).push({
			kind: 'agreement',
			title: field(row, 'agreement', lang),
			detail: [
				[`${field(row, 'area', lang)}: ${field(row, 'metric', lang)} ${row.metric === 'share_pct' ? percent(row.value, lang) : number(row.value, lang)}`, 0]
			],
			date: row.as_of_date,
			precision: row.as_of_precision,
			source: published(row)
		});
	}
	const raw = historiesOf(history, eventTypes);
	const nameOf = new Map(profiles.map((row) => [row.municipality_code6, row.municipality_ja]));
	const fileSources = (names) =>
		files
			.filter((file) => names.includes(file.table_name))
			.map((file) => ({ anchor: sourceAnchor(file.source_file), text: field(file, 'title', lang) }));
	const dates = [...history.map((row) => row.event_date), ...profiles.map((row) => row.as_of_date ?? '')].sort();
	return {
		hasSample,
		tables: { prefectures, groups, files },
		model: {
			lang,
			texts: textsOf(lang, ...TEXTS),
			home: '../',
			lastYear: Number(dates.at(-1).slice(0, 4)) + 1,
			prefectures: prefectures.map((row) => ({ name: field(row, 'prefecture', lang), medians: medians(row) })),
			groups: groups.map((row) => ({
				code: row.peer_group_code,
				name: field(row, 'peer_group', lang),
				level: row.peer_level,
				members: row.member_count,
				medians: medians(row)
			})),
			municipalities,
			types: types.list(),
			regions: regions.list(),
			histories: Object.fromEntries(Object.entries(raw).map(([code, one]) => [code, compact(one, nameOf.get(code))])),
			eventTypes: eventTypes.list().map((row) => field(row, 'event_type', lang)),
			founding: eventTypes.list().flatMap((row, i) => (FOUNDING.includes(row.event_type) ? [i] : [])),
			facts: byCode,
			agreements: regional,
			sources: sources.list(),
			populationSources: fileSources(['population', 'resident_register_age']),
			eventSources: fileSources(['municipality_change', 'area_change'])
		}
	};
}

const built = {};
/** Everything the pages of municipalities show in one language. */
export const municipalitiesIn = (lang) => (built[lang] ??= build(lang));

// The tables about municipalities, put together once per language for all their pages: `model` is
// what all municipalities share, `own` what belongs to one alone, by code.
import { date, rounded } from '../helpers/format.js';
import { LANGUAGES, field, textsOf } from '../helpers/labels.js';
import { sourceAnchor } from '../table/cells.js';
import { municipalityFigures } from '../helpers/pages.js';
import { factsOf, surveysOf } from './municipality_facts.js';
import { pathSources, SERIES } from './municipality_figures.js';
import { historiesOf } from './municipality_histories.js';
import { once } from './reads.js';
import { tables } from './reports.js';

// The lines of a population path, as in municipality_figures.js.
const PATH_INDICATORS = Object.values(SERIES);

const SELECTIONS = {
	profiles: 'select * from reports.municipality_profile order by municipality_code6',
	prefectures: 'select * from reports.prefecture_profile order by prefecture_code',
	groups:
		'select * from reports.peer_group order by peer_type_code, minimum_persons desc nulls first, minimum_share_65plus_pct nulls first',
	history:
		'select * from reports.municipality_history order by municipality_code6, event_date, event_id, side desc, body_code5, body_ja',
	// What a body divided since has arranged is that of none of its parts.
	contracts:
		"select * from reports.outsourcing_contract where boundary_basis = 'as_now' order by municipality_code5, start_date nulls last, service_code",
	pilots:
		"select * from reports.pilot where municipality_code5 is not null and boundary_basis = 'as_now' order by municipality_code5, start_date nulls last, pilot_id",
	agreements:
		"select * from reports.agreement where area_level in ('prefecture', 'region') and is_preferred and value is not null order by agreement_code, area_level, metric, as_of_date",
	facts:
		'select * from reports.municipality_fact order by municipality_code6, fact_kind, as_of_date, source_file, body_ja nulls first, body_id, row_number, title_ja',
	// Samples are answered by made-up bodies and say nothing of a municipality.
	waves: 'select * from reports.survey_wave where not has_sample order by field_start',
	files:
		"select * from reports.received_file where table_name in ('population', 'resident_register_age', 'municipality', 'municipality_change', 'area_change', 'post_office_by_municipality') order by source_file",
	paths: `
		select distinct sources.source_id, sources.publisher_ja, sources.publisher_en, sources.title_ja, sources.title_en,
			indicators.indicator_id, indicators.caveat_ja, indicators.caveat_en
		from reports.indicator as indicators
		inner join reports.source as sources on indicators.source_id = sources.source_id
		where indicators.indicator_id in ('${PATH_INDICATORS.join("', '")}')
		order by indicators.indicator_id`
};
const FINDER_TEXTS =
	'side score rank no_rank range missing_inputs all_there municipality distance arrangements none_on_record entrusting_nobody';
// What stands on the page, or was put into the facts by the build, is not needed by the script again.
const PAGE_ALONE =
	/^municipality\.(choose$|choose_name|no_script|municipality$|address|profile$|page_lead|to_all|level$|offices|places|question_answered|number_given|answered_as|prefectures|map_|members_column|used_by|population_median|share_median|peer_groups|all_pages|files)|^figure\.(enlarged|unknown|key|file\.|link$|cite|of_publication|how_tables|sources)|^finder\.range_(drawn|coming)|^profile\.source$/;
const TEXTS = [
	'municipality.',
	'profile.',
	'figure.',
	'status.short.not_available',
	'status.long.not_available',
	...FINDER_TEXTS.split(' ').map((name) => `finder.${name}`)
];

const readAll = once(() => tables(SELECTIONS));

const medians = (row) => [
	row.population_median_persons,
	rounded(row.share_65plus_median_pct, 1),
	rounded(row.population_change_median_pct, 1)
];

/**
 * The days of the change of population, the same for all, and the codes of those of whom it is not known; null if of none it
 * is. Each one's own stands with what belongs to it alone: the page of all of them has no room for a third measure.
 */
function changesOf(profiles, lang) {
	const known = profiles.find((row) => row.population_change_status === 'ok');
	if (!known) return null;
	return {
		period: { from: date(known.population_change_from_date, lang), to: date(known.population_change_to_date, lang) },
		lacking: profiles.filter((row) => row.population_change_status !== 'ok').map((row) => row.municipality_code6)
	};
}

const ownOf = (row, lang, history, facts) => ({
	// The other name by which it is known: its reading in Japanese, its Japanese name in English.
	reading: lang === 'ja' ? row.municipality_kana : row.municipality_ja,
	county: row.county_ja,
	type: field(row, 'municipality_type', lang),
	region: field(row, 'region', lang),
	ranks: [row.peer_population_rank, row.peer_share_65plus_rank, row.peer_population_change_rank],
	prefectureRanks: [
		row.prefecture_population_rank,
		row.prefecture_share_65plus_rank,
		row.prefecture_population_change_rank
	],
	change: rounded(row.population_change_pct, 1),
	history,
	facts
});

async function build(lang) {
	const all = await readAll();
	const { profiles, prefectures, groups, history, files } = all;
	const groupAt = new Map(groups.map((row, i) => [row.peer_group_code, i]));
	const fileSources = (names) =>
		files
			.filter((file) => names.includes(file.table_name))
			.map((file) => ({ anchor: sourceAnchor(file.source_file), text: field(file, 'title', lang) }));
	const histories = historiesOf(
		history,
		new Map(profiles.map((row) => [row.municipality_code6, row.municipality_ja])),
		lang
	);
	const facts = factsOf(all, lang);
	const dates = [...history.map((row) => row.event_date), ...profiles.map((row) => row.as_of_date ?? '')].sort();
	return {
		hasSample: all.hasSample,
		tables: { prefectures, groups, files },
		model: {
			lang,
			texts: Object.fromEntries(Object.entries(textsOf(lang, ...TEXTS)).filter(([key]) => !PAGE_ALONE.test(key))),
			home: '../',
			figures: municipalityFigures(),
			lastYear: Number(dates.at(-1).slice(0, 4)) + 1,
			prefectures: prefectures.map((row) => ({
				code: row.prefecture_code,
				name: field(row, 'prefecture', lang),
				medians: medians(row)
			})),
			groups: groups.map((row) => ({
				code: row.peer_group_code,
				name: field(row, 'peer_group', lang),
				level: row.peer_level,
				members: row.member_count,
				medians: medians(row)
			})),
			municipalities: profiles.map((row) => ({
				code: row.municipality_code6,
				name: field(row, 'municipality', lang),
				group: groupAt.get(row.peer_group_code),
				narrowest: groupAt.get(row.narrowest_peer_group_code),
				asOf: row.as_of_date,
				values: [row.population_persons, rounded(row.share_65plus_pct, 1)]
			})),
			surveys: surveysOf(all, lang),
			outlookSources: pathSources(all.paths, lang),
			whyNoProjection: field(
				all.paths.find((row) => row.indicator_id === SERIES.projected),
				'caveat',
				lang
			),
			officeSources: files
				.filter((file) => file.table_name === 'post_office_by_municipality')
				.map((file) => ({
					anchor: sourceAnchor(file.source_file),
					text: field(file, 'title', lang),
					licence: field(file, 'licence', lang)
				})),
			populationSources: [
				...fileSources(['population', 'resident_register_age']),
				...pathSources(
					all.paths.filter((row) => row.indicator_id === SERIES.register),
					lang
				)
			],
			changes: changesOf(profiles, lang),
			eventSources: fileSources(['municipality_change', 'area_change'])
		},
		own: Object.fromEntries(
			profiles.map((row) => [
				row.municipality_code6,
				ownOf(row, lang, histories[row.municipality_code6] ?? null, facts(row))
			])
		)
	};
}

const built = Object.fromEntries(LANGUAGES.map((lang) => [lang, once(() => build(lang))]));
/** Everything the pages of municipalities show in one language. */
export const municipalitiesIn = (lang) => built[lang]();

// Facts of municipalities as their pages list them: kind, title, details, date and source. A detail is
// [text, whether it is Japanese on a page of any language].
import { field, label } from '../helpers/labels.js';
import { groupBy, sourceAnchor } from '../table/cells.js';
import { number, percent, shortNumber } from '../helpers/format.js';

const sourceOf = (id, row, lang) => ({ anchor: sourceAnchor(id), text: field(row, 'source_label', lang) });
const worded = (text) => (text ? [[text, 0]] : []);
const japanese = (text) => (text ? [[text, 1]] : []);

const outsourced = (row, lang) => ({
	kind: 'outsourcing',
	title: field(row, 'service', lang),
	detail: [
		...japanese(row.offices_ja),
		...(row.office_count === null
			? []
			: [[label(lang, 'municipality.offices', { count: number(row.office_count, lang) }), 0]]),
		...worded(field(row, 'fee', lang)),
		...worded(field(row, 'start_note', lang)),
		...worded(field(row, 'note', lang))
	],
	date: row.start_date,
	precision: row.start_precision,
	source: sourceOf(row.source_id, row, lang)
});

const piloted = (row, lang) => ({
	kind: 'pilot',
	title: field(row, 'title', lang) ?? field(row, 'type', lang),
	detail: worded(field(row, 'programme', lang)),
	date: row.start_date,
	precision: row.start_precision,
	source: sourceOf(row.source_id, row, lang)
});

const received = (row, lang) => ({
	kind: row.fact_kind,
	title: field(row, 'title', lang),
	detail: [
		...(row.value === null ? [] : [[label(lang, 'municipality.places', { count: number(row.value, lang) }), 0]]),
		...japanese(row.detail_ja)
	],
	date: row.as_of_date,
	precision: 'day',
	source: sourceOf(row.source_file, row, lang)
});

/** rows: the answers of one body in one wave; the questions follow each other as on the form. */
function answered(rows, lang) {
	const [first] = rows;
	const given = (row) =>
		field(row, 'answer', lang) ??
		label(lang, 'municipality.number_given', {
			value: shortNumber(row.value, lang),
			unit: field(row, 'unit', lang) ?? ''
		}).trim();
	return {
		kind: 'survey',
		title: field(first, 'title', lang),
		detail: [
			...(first.body_ja
				? [
						[label(lang, 'municipality.answered_as'), 0],
						[first.body_ja, 1]
					]
				: []),
			...rows.map((row) => [
				label(lang, 'municipality.question_answered', { question: field(row, 'detail', lang), answer: given(row) }),
				0
			])
		],
		date: first.as_of_date,
		precision: 'day',
		until: first.until_date,
		untilPrecision: first.until_precision,
		source: sourceOf(first.source_file, first, lang)
	};
}

const agreed = (row, lang) => ({
	kind: 'agreement',
	title: field(row, 'agreement', lang),
	detail: worded(
		`${field(row, 'area', lang)}: ${field(row, 'metric', lang)} ${row.metric === 'share_pct' ? percent(row.value, lang) : number(row.value, lang)}`
	),
	date: row.as_of_date,
	precision: row.as_of_precision,
	...(row.metric === 'share_pct' && row.value === 100 && { ofAll: true }),
	source: sourceOf(row.source_id, row, lang)
});

/** Returns what is known of a row of municipality_profile, agreements in its prefecture and region included. */
export function factsOf({ contracts, pilots, facts, agreements }, lang) {
	const byCode5 = new Map();
	const add = (row, fact) => {
		if (!byCode5.has(row.municipality_code5)) byCode5.set(row.municipality_code5, []);
		byCode5.get(row.municipality_code5).push(fact);
	};
	contracts.forEach((row) => add(row, outsourced(row, lang)));
	pilots.forEach((row) => add(row, piloted(row, lang)));
	facts.filter((row) => row.fact_kind !== 'survey').forEach((row) => add(row, received(row, lang)));
	groupBy(
		facts.filter((row) => row.fact_kind === 'survey'),
		(row) => [row.municipality_code6, row.body_id, row.source_file].join()
	).forEach((rows) => add(rows[0], answered(rows, lang)));
	return (profile) => [
		...(byCode5.get(profile.municipality_code5) ?? []),
		...agreements
			.filter((row) => row.region_code === profile.region_code || row.area_ja === profile.prefecture_ja)
			.map((row) => agreed(row, lang))
	];
}

/** Titles of the real surveys: those with answers by name, and those that give totals alone. */
export function surveysOf({ waves }, lang) {
	const titles = (rows) => rows.map((row) => field(row, 'title', lang));
	return {
		named: titles(waves.filter((row) => row.names_bodies)),
		totals: titles(waves.filter((row) => !row.names_bodies))
	};
}

// What the search page looks through, in files that it reads when the reader begins to type:
//
//   data/search/<lang>/pages.json    pages, figures, questions, services, indicators, surveys' questions, sources
//   data/search/<lang>/tables.json   published tables and their columns
//   data/search/<lang>/places.json   municipalities by name and reading, and by the names they had before
//   data/search/<lang>/words.json    words of which each finds what the others find
//
// Pages and figures are taken from the finished pages, so nothing is found that no page shows; the rest from reports.
// A file is a list of records: { kind, title, note, href, names, text }, href being the way from the reader's language;
// a figure has its number, too.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { sourceAnchor } from '../components/table/cells.js';
import { date } from '../components/helpers/format.js';
import { fold } from '../components/search/fold.js';
import { LANGUAGES } from './written/read.mjs';
import { filesOf } from './site_check.mjs';

const SELECTIONS = {
	places:
		'select municipality_code6, municipality_code5, municipality_ja, municipality_en, municipality_kana, county_ja, prefecture_code, prefecture_ja, prefecture_en from reports.municipality_profile order by population_persons desc nulls last, municipality_code6',
	prefectures: 'select prefecture_code, prefecture_ja, prefecture_en from reports.prefecture_profile',
	histories:
		"select municipality_code6, body_code5, body_ja, event_type_ja, event_type_en, max(event_date) as event_date from reports.municipality_history where side = 'before' group by municipality_code6, body_code5, body_ja, event_type_ja, event_type_en order by municipality_code6, event_date, body_code5",
	services: `select service_code, service_ja, service_en from reports.outsourcing_trend
		union select service_code, service_ja, service_en from reports.outsourcing_contract order by service_code`,
	questions:
		'select question_id, question_ja, question_en, min(position) as position from reports.question_answer group by question_id, question_ja, question_en order by position',
	asked:
		'select question_ja, question_en, wave_id, bool_or(has_sample) as has_sample from reports.survey_question group by question_ja, question_en, wave_id order by wave_id, question_ja',
	indicators: 'select * from reports.indicator order by position',
	sources: 'select * from reports.source order by source_id'
};
const PROSE_LENGTH = 8000;
const OF_TABLE = /^data\/(\w+)\/$/;
const OF_PREFECTURE = /^prefectures\/\d\d\/$/;
const OF_PAPER = /^papers\/[^/]+\/$/;
/** What readers type and no page says so. */
const WORDS = parse(fs.readFileSync(new URL('../search_words.yml', import.meta.url), 'utf8'));
/** What a prefecture is called without its 県, 府 or 都. */
const SUFFIX = /(けん|ふ|と)$/;

const SIGNS = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };
const plain = (html) =>
	html
		.replace(/<\/?(em|strong|code)(\s[^>]*)?>/g, '') // within a sentence: no word ends there
		.replace(/<[^>]*>/g, ' ')
		.replace(/&[#\w]+;/g, (sign) => SIGNS[sign] ?? ' ')
		.replace(/\s+/g, ' ')
		.trim();
const first = (html, pattern) => plain(html.match(pattern)?.[1] ?? '');

const kindOf = (href) => (OF_PREFECTURE.test(href) ? 'prefecture' : OF_PAPER.test(href) ? 'paper' : 'page');

/** What a page is called beside its title: its address, other words for it, a prefecture in kana and in both languages. */
function namesOf(href, lang, prefectures) {
	const prefecture = OF_PREFECTURE.test(href) && prefectures.find((row) => href.includes(row.prefecture_code));
	const reading = prefecture && WORDS.readings[prefecture.prefecture_code];
	return [
		href.replaceAll('/', ' ').trim(),
		...(WORDS.pages[href]?.[lang] ?? []),
		...(prefecture ? [prefecture.prefecture_ja, prefecture.prefecture_en, reading, reading.replace(SUFFIX, '')] : [])
	].filter(Boolean);
}

/** A page and its figures. Tables and drawings are no prose: what they show is found by their titles. */
export function recordsOf(html, href, lang, prefectures) {
	const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
	const isMadeUp = main.includes('class="sample-banner"');
	const made = isMadeUp ? { isMadeUp } : {};
	const figures = [...main.matchAll(/<figure id="(figure-([\w-]+))"[\s\S]*?<\/figure>/g)].map(
		([figure, id, number]) => ({
			kind: 'figure',
			number,
			title: first(figure, /<figcaption>(?:<span class="figure-number">.*?<\/span>)?([\s\S]*?)<\/figcaption>/),
			note: first(figure, /<p class="summary">([\s\S]*?)<\/p>/),
			href: `${href}#${id}`,
			...made
		})
	);
	const prose = main
		.replace(/<(figure|table|svg|script|nav|dl|form|noscript)[\s>][\s\S]*?<\/\1>/g, ' ')
		.replace(/<header[\s\S]*?<\/header>/, ' ');
	const headings = [...prose.matchAll(/<h[23][^>]*>([\s\S]*?)<\/h[23]>/g)].map(([, heading]) => plain(heading));
	const answers = [...prose.matchAll(/<p class="answer-says">([\s\S]*?)<\/p>/g)].map(([, answer]) => plain(answer));
	return [
		{
			kind: kindOf(href),
			title: first(main, /<h1[^>]*>([\s\S]*?)<\/h1>/),
			note: first(main, /<p class="lead">([\s\S]*?)<\/p>/),
			href,
			names: namesOf(href, lang, prefectures),
			heads: [...headings, ...answers],
			text: plain(prose).slice(0, PROSE_LENGTH),
			...made
		},
		...figures
	];
}

function pagesIn(site, lang, prefectures) {
	return filesOf(path.join(site, lang))
		.filter((file) => path.basename(file) === 'index.html')
		.map((file) => file.split(path.sep).slice(0, -1).join('/'))
		.map((folder) => (folder === '' ? '' : `${folder}/`))
		.filter((href) => href !== 'search/' && !OF_TABLE.test(href) && !/^municipalities\/\d/.test(href))
		.sort()
		.flatMap((href) =>
			recordsOf(fs.readFileSync(path.join(site, lang, href, 'index.html'), 'utf8'), href, lang, prefectures)
		);
}

function subjectsIn(site, lang, read) {
	const named = (row, name) => row[`${name}_${lang}`];
	// Not every wave has a page of its own, not every indicator is one that the explorer compares.
	const there = (file, href, otherwise) => (fs.existsSync(path.join(site, file)) ? href : otherwise);
	return [
		...read.questions.map((row) => ({ kind: 'question', title: named(row, 'question'), href: 'questions/' })),
		...read.services.map((row) => ({ kind: 'service', title: named(row, 'service'), href: 'outsourcing/' })),
		...read.asked.map((row) => ({
			kind: 'survey',
			title: named(row, 'question'),
			href: there(`${lang}/survey/${row.wave_id}/index.html`, `survey/${row.wave_id}/`, 'survey/'),
			...(row.has_sample && { isMadeUp: true })
		})),
		...read.indicators.map((row) => ({
			kind: 'indicator',
			title: named(row, 'name'),
			note: named(row, 'definition'),
			names: [row.indicator_id],
			href: there(
				`data/indicators/${row.indicator_id}.json`,
				`explorer/#x=${row.indicator_id}`,
				'data/municipality_indicator/'
			)
		})),
		...read.sources.map((row) => ({
			kind: 'source',
			title: named(row, 'title'),
			note: named(row, 'publisher') ?? '',
			href: `sources/#${sourceAnchor(row.source_id)}`
		}))
	];
}

/** Texts of dbt are "English / Japanese". */
const half = (text, lang) => text.split(' / ')[lang === 'en' ? 0 : 1];

const tablesIn = (lang, resources) =>
	resources.flatMap(({ name, description, schema }) => [
		{ kind: 'table', title: name, note: half(description, lang), href: `data/${name}/` },
		...schema.fields.map((field) => ({
			kind: 'column',
			title: field.name,
			note: half(field.description, lang),
			names: [`${name} ${field.name}`],
			in: name,
			href: `data/${name}/#column-${field.name}`
		}))
	]);

/** A body that went through several events, once: by the last of them. Rows stand in the order of their dates. */
const lastOfEach = (rows) => [
	...new Map(
		rows.map((row) => [`${row.municipality_code6} ${row.body_ja} ${row.body_code5.slice(0, 2)}`, row])
	).values()
];

function placesIn(lang, { places, prefectures, histories }) {
	const nameOf = (row, name) => row[`${name}_${lang}`];
	const prefectureOf = Object.fromEntries(prefectures.map((row) => [row.prefecture_code, nameOf(row, 'prefecture')]));
	const within = (name, prefecture) => (lang === 'ja' ? `${name}（${prefecture}）` : `${name}, ${prefecture}`);
	const byCode = Object.fromEntries(places.map((row) => [row.municipality_code6, row]));
	const other = lang === 'ja' ? 'en' : 'ja';
	const hrefOf = (row) => `municipalities/#${row.municipality_code6}`;
	return [
		...places.map((row) => ({
			kind: 'place',
			title: within(nameOf(row, 'municipality'), nameOf(row, 'prefecture')),
			names: [
				nameOf(row, 'municipality'),
				row[`municipality_${other}`],
				row.municipality_kana,
				row.county_ja && row.county_ja + row.municipality_ja,
				row.municipality_code6,
				row.municipality_code5
			].filter(Boolean),
			href: hrefOf(row)
		})),
		...lastOfEach(histories)
			.filter((row) => row.body_ja !== byCode[row.municipality_code6].municipality_ja)
			.map((row) => ({
				kind: 'former',
				lang: 'ja',
				title: within(row.body_ja, prefectureOf[row.body_code5.slice(0, 2)]),
				names: [row.body_ja, row.body_code5],
				now: within(
					nameOf(byCode[row.municipality_code6], 'municipality'),
					nameOf(byCode[row.municipality_code6], 'prefecture')
				),
				when: date(row.event_date, lang),
				how: nameOf(row, 'event_type'),
				href: hrefOf(byCode[row.municipality_code6])
			}))
	];
}

/** `descriptor`: datapackage.json of the release. */
export async function writeSearchIndex(site, descriptor) {
	const { tables } = await import('../components/server/reports.js');
	const read = await tables(SELECTIONS);
	const { resources } = JSON.parse(fs.readFileSync(descriptor, 'utf8'));
	for (const lang of LANGUAGES) {
		const folder = path.join(site, 'data/search', lang);
		fs.mkdirSync(folder, { recursive: true });
		const write = (name, content) => fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content));
		write('pages', [...pagesIn(site, lang, read.prefectures), ...subjectsIn(site, lang, read)]);
		write('tables', tablesIn(lang, resources));
		write('places', placesIn(lang, read));
		write(
			'words',
			WORDS.alike[lang].map((set) => set.map(fold))
		);
	}
}

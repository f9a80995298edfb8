// What is wrong with written pages, as far as it can be known before they are rendered: digits typed instead of
// referred to, columns and names that are not there, components and settings unknown, languages out of step.
import fs from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { numbersIn } from './numbers.mjs';
import { partsOf, typedIn } from './parts.mjs';
import { LANGUAGES } from './read.mjs';

// Settings that a writer leaves to the build.
const SET_BY_US = ['lang', 'number'];
const ISO_DATE = /^\d{4}-\d{2}(-\d{2})?$/;
const JAVASCRIPT = ['Math', 'Number', 'String', 'Object', 'Array', 'undefined', 'NaN', 'Infinity', 'Boolean'];

const digitsOf = (root) => parseYaml(fs.readFileSync(path.join(root, 'written_digits.yml'), 'utf8'));

/** Names of queries whose columns may be typed. */
export const typedQueries = (root) => Object.keys(digitsOf(root).queries);

export function allowedDigits(root) {
	const entries = digitsOf(root);
	return Object.fromEntries(
		LANGUAGES.map((lang) => [lang, entries[lang].map((entry) => new RegExp(entry.allowed, 'gu'))])
	);
}

/**
 * The components that pages may use, by name: { from, props, column, columns, required }. What Svelte declares is what
 * may be set, and what the frame declares that a component hands the rest to; a setting whose comment begins with
 * "column" names a column of `data`, with "columns" several.
 */
export function componentsOf(root) {
	const folder = path.join(root, 'components/charts');
	const files = fs.readdirSync(folder).filter((name) => name.endsWith('.svelte'));
	return Object.fromEntries(
		files.map((file) => {
			const declared = settingsOf(path.join(folder, file));
			const named = (is) => declared.filter(is).map(({ name }) => name);
			return [
				path.basename(file, '.svelte'),
				{
					from: `$lib/charts/${file}`,
					props: named(() => true),
					column: named(({ says }) => /^column\b/.test(says)),
					columns: named(({ says }) => /^columns\b/.test(says)),
					required: named(({ isRequired, name }) => isRequired && !SET_BY_US.includes(name))
				}
			];
		})
	);
}

/** The settings that a component declares, and those of its frame that it does not: { says, name, isRequired }. */
function settingsOf(file) {
	const source = fs.readFileSync(file, 'utf8');
	const own = [...source.matchAll(/(?:\/\*\* ([^*]*)\*\/\s*)?export let (\w+)( = )?/g)].map(
		([, says = '', name, given]) => ({ says, name, isRequired: !given })
	);
	const [, frame] = source.match(/<(\w+)[^>]*\{\.\.\.\$\$restProps\}/) ?? [];
	if (!frame) return own;
	const [, place] = source.match(new RegExp(`import ${frame} from '([^']+)'`));
	const shared = settingsOf(path.join(path.dirname(file), place));
	return [...own, ...shared.filter(({ name }) => own.every((one) => one.name !== name))];
}

/**
 * { faults, parts } of a page; what its texts consist of is used again where it is written.
 *
 * `read`: a query → { columns } (queries.mjs), null where it failed, which is told there.
 */
export function checkPage(page, { allowed, components, helpers, read }) {
	const faults = [];
	const parts = {};
	for (const [lang, text] of Object.entries(page.texts)) {
		parts[lang] = partsOf(text);
		// A page may say its own name, which is its address.
		const own = [new RegExp(page.name, 'g'), ...allowed[lang]];
		faults.push(...textFaults(text, parts[lang], { allowed: own, components, helpers, read }));
	}
	if (faults.length === 0 && parts.ja && parts.en) faults.push(...stepFaults(page.texts, parts));
	return { faults, parts };
}

function textFaults(text, parts, { allowed, components, helpers, read }) {
	const faults = [];
	const tell = (at, ja, en) => faults.push({ file: text.file, line: text.lineAt(at), ja, en });
	if (parts.broken) {
		tell(
			parts.broken.at,
			`式又は部品の書き方に誤りがある（${parts.broken.message}）。括弧と終わりの記号を確かめること。`,
			`An expression or a component is written wrongly (${parts.broken.message}). Look for a bracket or an end that is missing.`
		);
		return faults;
	}
	const typed = (at, words) => {
		for (const match of numbersIn(text.lang, words, allowed))
			tell(
				at + match.index,
				`数「${match[0]}」が直接書かれている。問合せの値を {問合せ名[0].列名} の形で参照すること（変わらない数は written_digits.yml に理由とともに加える。）。`,
				`The number "${match[0]}" is typed. Refer to the value of a query instead: {query[0].column} (numbers that never change go into written_digits.yml, with the reason).`
			);
	};
	for (const { at, text: words, component, setting } of parts.prose) {
		const { column, columns } = components[component] ?? { column: [], columns: [] };
		if (!column.includes(setting)) typed(at, columns.includes(setting) ? headersOnly(words) : words);
	}
	for (const [key, words] of Object.entries(text.about)) {
		const at = text.original.indexOf(`${key}:`);
		if (typeof words === 'string')
			typed(text.original.indexOf(words, at) === -1 ? at : text.original.indexOf(words, at), words);
	}
	for (const { at, node, isSetting } of parts.printed) {
		for (const words of typedIn(node)) {
			if (isSetting && (typeof words !== 'string' || ISO_DATE.test(words))) continue;
			if (words !== null && words !== undefined) typed(at, String(words));
		}
	}
	for (const { at, what } of parts.forbidden)
		tell(
			at,
			`${what} は使えない。文章、問合せ及び部品だけで書くこと。`,
			`${what} may not be used. Write with prose, queries and components alone.`
		);
	for (const { at, names, isOfRow } of parts.conditions) {
		if (isOfRow || names.some((name) => name in text.queries)) continue;
		tell(
			at,
			'{#if} の条件が問合せの値を参照していない。{#if 問合せ名[0].列名 > …} の形とすること。',
			'The condition of {#if} refers to no value of a query. Write {#if query[0].column > …}.'
		);
	}
	for (const { at, name } of parts.names) {
		if (name in text.queries || helpers.includes(name) || JAVASCRIPT.includes(name)) continue;
		tell(
			at,
			`「${name}」という問合せはない。ある問合せ：${Object.keys(text.queries).join('、') || 'なし'}。`,
			`There is no query "${name}". There are: ${Object.keys(text.queries).join(', ') || 'none'}.`
		);
	}
	const missing = (at, name, column) => {
		const known = read(text.queries[name]);
		if (!known || known.columns.includes(column)) return;
		tell(
			at,
			`問合せ「${name}」に列「${column}」はない。ある列：${known.columns.join('、')}。`,
			`The query "${name}" has no column "${column}". It has: ${known.columns.join(', ')}.`
		);
	};
	for (const { at, query, column } of parts.references) {
		if (text.queries[query]) missing(at, query, column);
	}
	for (const component of parts.components) {
		const known = components[component.name];
		if (!known) {
			tell(
				component.at,
				`「${component.name}」という部品はない。ある部品：${Object.keys(components).join('、')}。`,
				`There is no component "${component.name}". There are: ${Object.keys(components).join(', ')}.`
			);
			continue;
		}
		const given = component.attributes.map(({ name }) => name);
		for (const { name, at, text: words } of component.attributes) {
			if (!known.props.includes(name))
				tell(
					at,
					`部品 ${component.name} に「${name}」という設定はない。ある設定：${forWriters(known.props).join('、')}。`,
					`The component ${component.name} has no setting "${name}". It has: ${forWriters(known.props).join(', ')}.`
				);
			if (!component.data || !text.queries[component.data] || words === null) continue;
			if (known.column.includes(name)) missing(at, component.data, words);
			if (known.columns.includes(name)) for (const column of columnsNamed(words)) missing(at, component.data, column);
		}
		for (const name of known.required) {
			if (given.includes(name)) continue;
			tell(
				component.at,
				`部品 ${component.name} に設定「${name}」がない。${name}=… を加えること。`,
				`The component ${component.name} lacks the setting "${name}". Add ${name}=….`
			);
		}
	}
	return faults;
}

const forWriters = (props) => props.filter((name) => !SET_BY_US.includes(name));

const headersOnly = (words) => words.replace(/(^|\|)\s*\S+/g, (is) => is.replace(/[^|]/g, ' '));

/** The columns named in "as_of_date 基準日 | value 局数". */
const columnsNamed = (words) => words.split('|').map((one) => one.trim().split(/\s/)[0]);

/** The first heading or figure where the two languages part. */
function stepFaults(texts, parts) {
	const [ja, en] = LANGUAGES.map((lang) => parts[lang].outline);
	const at = ja.findIndex((one, i) => one.says !== en[i]?.says);
	const first = at === -1 ? (en.length > ja.length ? ja.length : -1) : at;
	if (first === -1) return [];
	const place = (lang, one) => (one ? `${texts[lang].file}:${texts[lang].lineAt(one.at)} ${one.says}` : null);
	const ends = { ja: '本文の終わり', en: 'the end of the text' };
	const [here, there] = [place('ja', ja[first]), place('en', en[first])];
	const lang = en[first] ? 'en' : 'ja';
	return [
		{
			file: texts[lang].file,
			line: texts[lang].lineAt((en[first] ?? ja[first]).at),
			ja: `見出しと図表の並びが両言語で異なる。日本語は ${here ?? ends.ja}、英語は ${there ?? ends.ja}。一方に合わせること。`,
			en: `Headings and figures are not in step. Japanese has ${here ?? ends.en}, English has ${there ?? ends.en}. Bring one to the other.`
		}
	];
}

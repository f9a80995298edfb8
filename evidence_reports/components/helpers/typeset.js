// Words of the tables as the pages set them. Titles and notes come as their publishers write them, with signs of either width.

import { date } from './format.js';

const LETTERS = '々\u3041-\u30ff\u3400-\u9fff';
const JA = `${LETTERS}〉》」』）`;
const IN_JAPANESE = new RegExp(`[${JA}]`);
// 名(…), 図10 (…); not within what is quoted in Latin letters: 「134789 (as printed)」.
const AFTER_JAPANESE = new RegExp(`[${JA}]\\d* ?$`);
const BEFORE_JAPANESE = new RegExp(`^[${LETTERS}]`);

/** Parentheses that hold Japanese or stand beside it are wide, one within the other too: （令和5（2023）年推計）. */
function wideParentheses(text) {
	if (!text.includes('(')) return text;
	const signs = [...text];
	const open = [];
	signs.forEach((sign, at) => {
		if (sign === '(') open.push(at);
		if (sign !== ')' || open.length === 0) return;
		const from = open.pop();
		const before = signs.slice(0, from).join('');
		const isWide =
			AFTER_JAPANESE.test(before) ||
			IN_JAPANESE.test(signs.slice(from + 1, at).join('')) ||
			BEFORE_JAPANESE.test(signs.slice(at + 1).join(''));
		if (!isWide) return;
		[signs[from], signs[at]] = ['（', '）'];
		if (signs[from - 1] === ' ' && AFTER_JAPANESE.test(before)) signs[from - 1] = '';
	});
	return signs.join('');
}

// A day as programs write it, alone: not within a name or an address. Between Japanese words it needs no blanks.
const DAY = '(?<![\\w/.-])(\\d{4}-\\d{2}-\\d{2})(?![\\w-])';
const DAY_IN = {
	ja: new RegExp(`(?:(?<=[${JA}]) )?${DAY}(?: (?=[${LETTERS}]))?`, 'g'),
	en: new RegExp(DAY, 'g')
};

const SIGNS = {
	ja: [
		[DAY_IN.ja, (_, day) => date(day, 'ja')],
		[/(\d)\s?%/g, '$1％'],
		[/(?<=[\u3041-\u30ff\u3400-\u9fff）]):(?![/\s])/g, '：'],
		[/(^|[\s（、。\u3041-\u3096比率])[-▲△](?=\d)/g, '$1\u2212']
	],
	en: [
		[DAY_IN.en, (day) => date(day, 'en')],
		[/(\d)\s%/g, '$1%'],
		[/(^|[\s(])-(?=\d)/g, '$1\u2212']
	]
};

// A list within Japanese; on English pages a list of Japanese words keeps the commas of the sentence.
const COMMA = new RegExp(`(?<=[${JA}]), (?=[${LETTERS}「『（\\d])`, 'g');

// What a reason quotes from a file is as received: 値「赤字 (額は未確認)」.
const QUOTED = /(?<=値「)([^」]*)(?=」)/;

const setSigns = (text, lang) =>
	SIGNS[lang].reduce((set, [sign, by]) => set.replace(sign, by), lang === 'ja' ? wideParentheses(text) : text);

/** What stands between quotes of a value stays; the rest is set. */
const outsideQuotes = (text, set) =>
	text
		.split(QUOTED)
		.map((part, i) => (i % 2 === 1 ? part : set(part)))
		.join('');

/** One width of parentheses, colons and per cent, one sign for less than zero. */
export const typeset = (text, lang) => outsideQuotes(text, (part) => setSigns(part, lang));

/** A text that is all in its language: its lists, too. */
const typesetWhole = (text, lang) =>
	outsideQuotes(typeset(text, lang), (part) => (lang === 'ja' ? part.replace(COMMA, '、') : part));

const OF_A_LANGUAGE = /_(ja|en)$/;
const asItIs = (value) => value;
const known = { ja: new Map(), en: new Map() }; // the same words stand in many rows

function inLanguage(lang) {
	const set = known[lang];
	return (value) => {
		if (typeof value !== 'string') return value;
		if (!set.has(value)) set.set(value, typesetWhole(value, lang));
		return set.get(value);
	};
}

/** What sets the values of a column: those of a language so, others as they are. */
export function setterOf(column) {
	const [, lang] = column.match(OF_A_LANGUAGE) ?? [];
	return lang ? inLanguage(lang) : asItIs;
}

// The order of what is found. A record matches where each word of the question stands in it; how well is said by the
// place it stands in. Where too few match whole, those follow that hold most of the words, then those that share most
// pairs of signs. The number of a figure finds that figure alone.
import { fold, isJapanese, pairs } from './fold.js';

/** What a match is worth: a name as a whole, its beginning, a word of it, a part of it. */
const WORTH = {
	title: { whole: 100, start: 80, word: 66, part: 54 },
	names: { whole: 96, start: 70, word: 62, part: 40 },
	heads: { whole: 60, start: 46, word: 44, part: 38 },
	note: { whole: 40, start: 34, word: 32, part: 28 },
	text: { whole: 22, start: 20, word: 20, part: 16 }
};
/**
 * Of two that match alike, a page goes before a figure of it and before a paper that draws on it, a column after its
 * table, and what others wrote last.
 */
const OF_KIND = {
	page: 14,
	question: 12,
	figure: 11,
	place: 9,
	service: 9,
	indicator: 8,
	table: 7,
	survey: 6,
	paper: 4,
	prefecture: 4,
	former: 4,
	source: -24,
	column: 1
};
const MADE_UP = -24;
/** A name of a table or column that is not typed as one: "universal service" asks for the chapter first. */
const NAME_IN_WORDS = 0.6;
/** What a page gains that speaks of a word again and again. */
const MOST_OFTEN = 8;
/** Shares of the pairs of signs from which a record is shown although it holds no word of the question whole. */
const LEAST_SHARED = 0.6;
const FEW = 8;
/** What a word that is only like the one typed is worth beside it. */
const ALIKE = 0.9;
/** Shares of the words from which a record is shown that does not hold them all. */
const LEAST_WORDS = 0.5;
/** English words that stand nearly everywhere. */
const SMALL_WORDS = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'is', 'of', 'on', 'the', 'to', 'with']);

/** "Figure 2-1", 「図表2-1」, 「図１」, "2-1" */
const NUMBER = /^(?:(?:図表?|fig(?:ure)?\.?)\s*(\d+(?:-\d+)?)|(\d+-\d+))$/;
const numberIn = (asked) => {
	const [, named, bare] =
		asked
			.normalize('NFKC')
			.trim()
			.toLowerCase()
			.replace(/[‐‑–−ー]/g, '-')
			.match(NUMBER) ?? [];
	return named ?? bare;
};

/** 「郵便局の一時閉鎖」 asks for two words. */
const BETWEEN_WORDS = /(?<=[\u30a1-\u30ff\u3400-\u9fff])[のをにがはとでへも](?=[\u30a1-\u30ff\u3400-\u9fff])/g;

/** Records as they come from the files, with their texts folded once. */
export const prepared = (records) =>
	records.map((record) => {
		const folded = {
			title: fold(record.title),
			names: (record.names ?? []).map(fold),
			heads: fold((record.heads ?? []).join(' ')),
			note: fold(record.note ?? ''),
			text: fold(record.text ?? '')
		};
		const all = [folded.title, ...folded.names, folded.heads, folded.note, folded.text].join(' ');
		return { ...record, folded: { ...folded, all } };
	});

function worthIn(text, word, worth) {
	const at = text.indexOf(word);
	if (at === -1) return 0;
	if (text.length === word.length) return worth.whole;
	if (at === 0) return worth.start;
	return text.includes(` ${word}`) ? worth.word : worth.part;
}

/** The best place of one word in a record. */
function worthOf({ title, names, heads, note, text, all }, word) {
	if (!all.includes(word)) return 0;
	let best = worthIn(title, word, WORTH.title);
	for (const name of names) best = Math.max(best, worthIn(name, word, WORTH.names));
	if (best < WORTH.heads.start) best = Math.max(best, worthIn(heads, word, WORTH.heads));
	if (best < WORTH.note.start) best = Math.max(best, worthIn(note, word, WORTH.note));
	return Math.max(best, worthIn(text, word, WORTH.text));
}

/** A plural finds its singular: "closures", "municipalities". */
const stem = (word) => {
	if (!/^[a-z]{4,}s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
	return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
};

/** How much of a name the question is: of two that begin alike the shorter says more. */
function closeness({ kind, folded }, question) {
	const name = kind === 'place' || kind === 'former' ? folded.names[0] : folded.title;
	return (10 * Math.min(question.length, name.length)) / Math.max(question.length, name.length, 1);
}

const ofKind = ({ kind, isMadeUp }) => OF_KIND[kind] + (isMadeUp ? MADE_UP : 0);

/** The words of a question, each with what else finds the same. */
function wordsOf(asked, alike) {
	const typed = [...new Set(fold(asked.replace(BETWEEN_WORDS, ' ')).split(' '))];
	const telling = typed.filter((word) => !SMALL_WORDS.has(word));
	return (telling.length > 0 ? telling : typed).map((word) => {
		const stemmed = stem(word);
		return {
			word,
			stemmed,
			others: alike
				.filter((set) => set.includes(stemmed))
				.flat()
				.filter((one) => one !== stemmed)
		};
	});
}

const worthOfWord = (folded, { word, stemmed, others }) =>
	worthOf(folded, word) ||
	worthOf(folded, stemmed) ||
	ALIKE * Math.max(0, ...others.map((other) => worthOf(folded, other)));

function whole(record, { question, words, isName }) {
	const { folded, kind } = record;
	const each = words.map((word) => worthOfWord(folded, word));
	const mean = each.includes(0) ? 0 : each.reduce((sum, one) => sum + one, 0) / each.length;
	const together = words.length > 1 ? worthOf(folded, question) : 0;
	const best = Math.max(together, words.length > 1 ? 0.9 * mean : mean);
	if (best === 0) return 0;
	const often = kind === 'page' ? Math.min(MOST_OFTEN, folded.text.split(words[0].word).length - 1) : 0;
	const isOnlyName = (kind === 'table' || kind === 'column') && !isName;
	return best * (isOnlyName ? NAME_IN_WORDS : 1) + closeness(record, question) + often + ofKind(record);
}

function most(record, { words }) {
	const each = words.map((word) => worthOfWord(record.folded, word));
	if (each.filter((one) => one > 0).length < LEAST_WORDS * words.length) return 0;
	return (0.5 * each.reduce((sum, one) => sum + one, 0)) / words.length + ofKind(record) / 2;
}

function shared(record, wanted) {
	const { folded } = record;
	const has = (text) => wanted.filter((pair) => text.includes(pair)).length / wanted.length;
	const any = has(folded.all);
	if (any < LEAST_SHARED) return 0;
	return 20 * Math.max(has(folded.title), ...folded.names.map(has)) + 10 * any + ofKind(record) / 4;
}

/**
 * The records that answer a question, best first; of equals, the order of the records.
 * alike: sets of words, folded, of which each finds what the others find.
 */
export function found(records, asked, alike = []) {
	const question = fold(asked);
	if (question === '') return [];
	const number = numberIn(asked);
	const numbered = number ? records.filter((record) => record.number === number) : [];
	if (numbered.length > 0) return numbered;
	const wanted = { question, words: wordsOf(asked, alike), isName: asked.includes('_') };
	const scored = (score) => records.map((record) => ({ record, score: score(record) })).filter((one) => one.score > 0);
	let best = scored((record) => whole(record, wanted));
	const add = (score) => {
		const known = new Set(best.map(({ record }) => record));
		best = [...best, ...scored((record) => (known.has(record) ? 0 : score(record)))];
	};
	const signs = pairs(question);
	if (best.length === 0 && wanted.words.length > 1) add((record) => most(record, wanted));
	if (isJapanese(question) && signs.length > 1 && (best.length === 0 || (best.length < FEW && signs.length > 3)))
		add((record) => shared(record, signs));
	return best.sort((a, b) => b.score - a.score).map(({ record }) => record);
}

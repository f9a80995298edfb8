// Every word of the pages that does not come from a table, in both languages.
// `all_labels.json` is made from labels/*.yml by the build (scripts/labels.mjs).
import labels from './all_labels.json';
import { fill } from './texts.js';

export const LANGUAGES = ['ja', 'en'];
export const otherLanguage = (lang) => (lang === 'ja' ? 'en' : 'ja');

/** The text of `key`, with {name} replaced by values.name. An unknown key stops the build. */
export const label = (lang, key, values) => fill(labels[key]?.[lang], key, values);

/** The texts of one language whose keys begin so, for the page that carries them to its script. */
export const textsOf = (lang, ...starts) =>
	Object.fromEntries(
		Object.entries(labels)
			.filter(([key]) => starts.some((start) => key.startsWith(start)))
			.map(([key, texts]) => [key, texts[lang]])
	);

/** The labels of one language as a function of the key: const t = translator('ja'). */
export const translator = (lang) => (key, values) => label(lang, key, values);

/** The column of a row in the reader's language: field(row, 'area', 'ja') is row.area_ja. */
export const field = (row, name, lang) => row[`${name}_${lang}`] ?? null;

/** Both forms of punctuation for lists read in a sentence. */
export const joinWords = (words, lang) => words.join(lang === 'ja' ? '、' : ', ');

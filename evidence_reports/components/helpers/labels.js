// Every word of the pages that does not come from a table, in both languages.
// `all_labels.json` is made from labels/*.yml by the build (scripts/labels.mjs).
import labels from './all_labels.json';

export const LANGUAGES = ['ja', 'en'];
export const otherLanguage = (lang) => (lang === 'ja' ? 'en' : 'ja');

/** The text of `key`, with {name} replaced by values.name. An unknown key stops the build. */
export function label(lang, key, values = {}) {
	const text = labels[key]?.[lang];
	if (text === undefined) throw new Error(`No label "${key}" in language "${lang}" (labels/*.yml)`);
	return text.replace(/\{(\w+)\}/g, (_, name) => {
		if (values[name] === undefined) throw new Error(`Label "${key}" needs a value for {${name}}`);
		return values[name];
	});
}

/** The labels of one language as a function of the key: const t = translator('ja'). */
export const translator = (lang) => (key, values) => label(lang, key, values);

/** The column of a row in the reader's language: field(row, 'area', 'ja') is row.area_ja. */
export const field = (row, name, lang) => row[`${name}_${lang}`] ?? null;

/** Both forms of punctuation for lists read in a sentence. */
export const joinWords = (words, lang) => words.join(lang === 'ja' ? '、' : ', ');

// The words of the pages in both languages: texts from labels/*.yml, the meaning of codes as it is published.
import labels from './all_labels.json'; // made by the build (scripts/template.mjs)
import { published } from '../server/files.js';
import { fill, withThresholds } from './texts.js';

export const LANGUAGES = ['ja', 'en'];
export const otherLanguage = (lang) => (lang === 'ja' ? 'en' : 'ja');

/** The numbers that rules turn on, by name: bodies or per cent (reports.survey_threshold). */
export const thresholds = () => published().thresholds;

let filled;
const words = () => (filled ??= withThresholds(labels, thresholds()));

/** The text of `key`, with {name} replaced by values.name. An unknown key stops the build. */
export const label = (lang, key, values) => fill(words()[key]?.[lang], key, values);

/** The codes of a column of the survey tables, in the order in which they are shown (reports.survey_code). */
export const codesOf = (column) => Object.keys(published().codes[column]);

/** What a code of a column means; an unknown one stops the build. */
export function meaning(lang, column, code) {
	const found = published().codes[column]?.[code];
	if (!found) throw new Error(`No meaning of "${code}" in "${column}" (reports.survey_code)`);
	return found[lang];
}

/** The texts of one language whose keys begin so, for the page that carries them to its script. */
export const textsOf = (lang, ...starts) =>
	Object.fromEntries(
		Object.entries(words())
			.filter(([key]) => starts.some((start) => key.startsWith(start)))
			.map(([key, texts]) => [key, texts[lang]])
	);

/** The labels of one language as a function of the key: const t = translator('ja'). */
export const translator = (lang) => (key, values) => label(lang, key, values);

/** The column of a row in the reader's language: field(row, 'area', 'ja') is row.area_ja. */
export const field = (row, name, lang) => row[`${name}_${lang}`] ?? null;

/** Both forms of punctuation for lists read in a sentence. */
export const joinWords = (words, lang) => words.join(lang === 'ja' ? '、' : ', ');

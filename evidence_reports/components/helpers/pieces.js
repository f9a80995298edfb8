import { typeset } from './typeset.js';

// Text that carries what is not of its language: names that programs use, and on English pages words in Japanese.

// What stands between `backticks`; column_names; files and folders of the project.
const CODE =
	/`([^`]+)`|\b(?:[\w-]+\/)*[\w-]+\.(?:csv|duckdb|json|md|parquet|sql|xlsx|yml)\b|\braw\/(?:[\w-]+\/)*|\b(?:raw|staging|core|survey|reports)\.[a-z][\w.*]*|\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g;
const JAPANESE = '[\\u3005-\\u30ff\\u3400-\\u9fff\\uff10-\\uff5a]';
const IS_JAPANESE = new RegExp(JAPANESE);
const IN_JAPANESE = new RegExp(`${JAPANESE}(?:[\\s\\d・、。（）()+/.,%-]*${JAPANESE})*[)）]?`, 'g');

// A description in Japanese names columns and codes of one word too: 基準日の精度（day、month、year）。A reason quotes what
// a file says: 値「4~5」; in English: holds "赤字 (額は未確認)".
const NAME = /(?<=「)[^」]+(?=」)|(?<![\w.-])_?[a-z][a-z0-9]+_?(?![\w.-])/g;
const QUOTED = /(?<= holds ")[^"]+(?=")/g;

/**
 * [{ text, kind, lang }], kind "code", "ja" or null, lang of code in Japanese alone: the text without its backticks, its
 * signs as the language has them.
 */
export function pieces(text, lang, isAboutData = false) {
	const further = { en: [IN_JAPANESE, 'ja'], ja: isAboutData ? [NAME, 'code'] : null }[lang];
	const setFurther = (piece) =>
		(piece.kind === null && further ? split(piece.text, ...further) : [piece]).map((part) =>
			part.kind === 'code' ? part : { ...part, text: typeset(part.text, part.kind ?? lang) }
		);
	return split(String(text), CODE, 'code')
		.flatMap((piece) => (lang === 'en' && piece.kind === null ? split(piece.text, QUOTED, 'code') : [piece]))
		.flatMap(setFurther)
		.map((piece) => (piece.kind === 'code' && IS_JAPANESE.test(piece.text) ? { ...piece, lang: 'ja' } : piece));
}

function split(text, pattern, kind) {
	const found = [];
	let last = 0;
	for (const match of text.matchAll(pattern)) {
		found.push({ text: text.slice(last, match.index), kind: null }, { text: match[1] ?? match[0], kind });
		last = match.index + match[0].length;
	}
	return [...found, { text: text.slice(last), kind: null }].filter((piece) => piece.text !== '');
}

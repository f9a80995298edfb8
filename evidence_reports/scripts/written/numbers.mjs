// Numbers that a writer typed, in whatever signs or words: digits of any script, ½, ², ⑱, Ⅷ, 八百十八局, three in ten. The word
// for one counts nothing mostly (一つ, 一部, "the one"), and no more does that of a unit ("million", 億円).
import { parse } from 'svelte/compiler';

const DIGITS = '\\p{N}(?:[\\p{N},.，．]*\\p{N})?';

const KANJI = '[〇一二三四五六七八九十百千万億兆]';
const NO_NUMBER = `(?:一|百万|千万|十億|[千万億兆])(?!${KANJI})`;
const COUNTERS =
	'(?:局|団体|件|人|名|通|[かカヵ箇]所|店|本|世帯|個|枚|台|円|％|パーセント|ポイント|倍|年|[かカヵ箇]月|市|町|村|県|都道府県|社|回|票|位)';
const IN_KANJI = `(?<!第|${KANJI})(?:${KANJI}+(?:割(?![りう合])|分の${KANJI}+)|(?!${NO_NUMBER})${KANJI}+${COUNTERS}|[二三四五六七八九]つ(?:の${COUNTERS}))`;

const SMALL =
	'(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\w+)?)';
const LARGE = '(?:dozen|hundred|thousand|million|billion)';
const COUNT = `(?:(?:(?:an?|one|${SMALL})[ -]${LARGE}(?: and)?[ -]?)*${SMALL}|(?:an?|one|${SMALL})[ -]${LARGE}|${LARGE}s of)`;
const COUNTED =
	'(?:offices|municipalities|prefectures|areas|branches|outlets|shops|stores|mailboxes|persons|people|residents|households|items|letters|parcels|cases|times|years|months|dates|bodies|points|per ?cent|yen)';
const IN_WORDS = `\\b(?:(?:one|${COUNT}) (?:in|out of) (?:every )?${COUNT}|${COUNT} (?:of (?:the|them|all)|(?:[\\w-]+ ){0,2}${COUNTED})|(?:half|an? third|an? quarter|(?:two|three)[ -](?:third|quarter|fifth)s) of)\\b`;

const NUMBERS = { ja: new RegExp(`${DIGITS}|${IN_KANJI}`, 'gu'), en: new RegExp(`${DIGITS}|${IN_WORDS}`, 'giu') };
const ENTITIES = /(?:&#?\w+;)+/g;

/** Signs written by their number or name (&#56;, &frac12;) as a reader sees them; what follows keeps its place. */
const decoded = (words) =>
	words.replace(ENTITIES, (run) => (parse(run).html.children[0].data ?? run).padEnd(run.length, '\u00a0'));

/** The matches in words of a language, without what is allowed there (patterns). */
export const numbersIn = (lang, words, allowed) => {
	const rest = allowed.reduce(
		(left, pattern) => left.replace(pattern, (is) => '\u00a0'.repeat(is.length)),
		decoded(words)
	);
	return [...rest.matchAll(NUMBERS[lang])];
};

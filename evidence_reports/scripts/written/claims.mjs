// Which way figures go and which is the largest, said in typed words: a sentence that would be wrong with the next release's
// figures. It is either chosen by the data (moved(), {#if}, the rows of a rank) or stands in written_claims.yml with the condition on which it is true.
import fs from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { valuesOf } from '../../components/server/reports.js';

const DIRECTIONS = {
	ja: /増え(?!る)|増加(?:し(?!な)|は)|減っ|減少(?:し(?!な)|する)|上がっ|上昇し|低下し|下がっ|伸び(?:た|て)|縮小し|に達し|頂点|上回|下回|より(?:多い|少ない|高い|低い|大きい|小さい|広く|狭く)/,
	en: /\b(?:rose|fell|risen|fallen|increased|decreased|grew|grown|shrank|shrunk|dropped|declined|doubled|halved|lo(?:se|ses|st)|gain(?:s|ed)?|reach(?:es|ed)?|peak(?:s|ed)?|exceed(?:s|ed)?|[Tt]he (?:loss|gain|rise|fall|increase|decrease)|(?:more|less|fewer|higher|lower|larger|smaller|greater|wider)(?: [a-z]+)? than)\b/
};
// First and last places, which a sentence may take from the data: it lists the rows of a rank (rows.filter(…)).
const PLACES = {
	ja: /過去最[多少大小高低]|最[多少大小高低]|最も(?!新しい|古い)/,
	en: /\b(?:the most|rose most|largest|smallest|highest|lowest|greatest|fewest)\b/
};
const OF_A_RANK = /\.filter\(\(row\) => row\./;
// What moved() says of no change, where a size or two ends follow: "stayed by 0.0%", "0.0％変わらない" are no sentences.
const NO_CHANGE = {
	ja: /(?:％の?|に)\*?\{moved\([^{}]*, '(変わら[^']*|横ばい)'\)\}/g,
	en: /\{moved\([^{}]*, '((?:stayed|moved|kept|remained)[^']*)'\)\} \*?(?:by|from)\b/g
};
const MOVED = /\bmoved\(([^{}']+?), '[^']*', '[^']*', '[^']*'(?:, (\d))?\)/g;
const SIZE = /\bsize\(([^{}]+?)(?:, (\d))?\)/g;
const CHOSEN = [/\{#if[\s\S]*?\{\/if\}/g, /^(```+)[\s\S]*?^\1/gm];
const VALUE = /\{[^{}]*\}/g;
const SENTENCE = /[^。\n]*(?:[。\n]|$)/g;

export const readClaims = (root) => parseYaml(fs.readFileSync(path.join(root, 'written_claims.yml'), 'utf8'));

/** Sentences with a value, and headings, with a typed direction or place that no claim of their page covers. */
export function unclaimed(page, claims) {
	const own = claims.filter((claim) => claim.page === page.name);
	return Object.entries(page.texts).flatMap(([lang, text]) => {
		const open = CHOSEN.reduce((left, part) => left.replace(part, (is) => is.replace(/[^\n]/g, ' ')), text.original);
		const said = open.replace(VALUE, (is) => `\u0001${' '.repeat(is.length - 1)}`);
		return [...said.matchAll(SENTENCE)]
			.filter(([sentence]) => sentence.includes('\u0001') || sentence.startsWith('#'))
			.flatMap(({ 0: sentence, index }) => {
				const whole = open.slice(index, index + sentence.length);
				const word = sentence.match(DIRECTIONS[lang]) ?? (!OF_A_RANK.test(whole) && sentence.match(PLACES[lang]));
				if (!word || own.some(({ says }) => says[lang] && whole.toLowerCase().includes(says[lang].toLowerCase())))
					return [];
				return [
					{
						file: text.file,
						line: text.lineAt(index + word.index),
						ja: `向き又は順位を示す語「${word[0]}」が直接書かれている。moved(値, '増えた', '減った', 'とどまった') 若しくは {#if} を用いるか、成り立つ条件を written_claims.yml に加えること。`,
						en: `The direction or rank "${word[0]}" is typed. Let moved(value, 'rose', 'fell', 'changed') or {#if} choose it, or put the condition on which it is true into written_claims.yml.`
					}
				];
			});
	});
}

/** Words of moved() for no change with which the sentence around them cannot be read. */
export function unreadable(page) {
	return Object.entries(page.texts).flatMap(([lang, text]) =>
		[...text.original.matchAll(NO_CHANGE[lang])].map((match) => ({
			file: text.file,
			line: text.lineAt(match.index),
			ja: `変化がない場合に「${match[1]}」では文にならない。moved() の3番目の語は、「％」の後では「の増減である」、「に」の後では「とどまった」等とすること。`,
			en: `Where nothing changes, "${match[1]}" makes no sentence. Let the third word of moved() be 'changed' before "by" and 'went' before "from".`
		}))
	);
}

/** Directions of a change that is printed in the same line with other decimals: "rose by 0.0%". */
export function roundedOtherwise(page) {
	return Object.values(page.texts).flatMap((text) => {
		const lines = text.original.split('\n');
		return [...text.original.matchAll(MOVED)].flatMap(({ 1: change, 2: decimals = '0', index }) => {
			const line = text.lineAt(index);
			const printed = [...lines[line - 1].matchAll(SIZE)].find(([, value]) => value === change);
			const shown = printed?.[2] ?? '0';
			if (!printed || shown === decimals) return [];
			return [
				{
					file: text.file,
					line,
					ja: `${change} は小数点以下${shown}桁で示されるが、moved() は${decimals}桁で向きを決めている。moved() の最後に ${shown} を加えること。`,
					en: `${change} is printed with ${shown} decimals, and moved() decides by ${decimals}. Give moved() ${shown} as its last word.`
				}
			];
		});
	});
}

/** Claims of the page that its queries do not bear out. read(sql) gives the rows of a query. */
export async function untrue(page, claims, read = valuesOf) {
	const faults = [];
	for (const { says, query, holds } of claims.filter((claim) => claim.page === page.name && claim.holds)) {
		for (const [lang, words] of Object.entries(says)) {
			const text = page.texts[lang];
			const at = text?.original.toLowerCase().indexOf(words.toLowerCase()) ?? -1;
			if (at < 0 || !text.queries[query]) {
				faults.push(gone(page, lang, words));
				continue;
			}
			const [row] = await read(`select (${holds}) as is_true from (${text.queries[query].sql}) limit 1`);
			if (row?.is_true === true) continue;
			faults.push({
				file: text.file,
				line: text.lineAt(at),
				ja: `「${words}」は、この版の数値では成り立たない（${query}：${holds}）。文を改めること。`,
				en: `"${words}" is not true of these figures (${query}: ${holds}). Write the sentence anew.`
			});
		}
	}
	return faults;
}

const gone = (page, lang, words) => ({
	file: 'evidence_reports/written_claims.yml',
	line: 1,
	ja: `「${words}」という文又はその問合せは、${page.name} の ${lang}.md にない。written_claims.yml から除くこと。`,
	en: `The sentence "${words}" or its query is not in ${lang}.md of ${page.name}. Take it out of written_claims.yml.`
});

// Reads labels/*.yml and the words of the handouts and finds what is wrong with them: a key without both languages, a text cut at
// a comma, one much shorter than the other, a key defined twice, a key that pages use and no file defines, a key that nothing uses.
import fs from 'node:fs';
import path from 'node:path';
import { YAMLParseError, parse } from 'yaml';

const LANGUAGES = ['ja', 'en'];
// Any quoted 'mail.title' or `status.${code}` whose first part is a family of keys.
const USE = /'([a-z_]+\.[a-z0-9_.]+)'|`([a-z_]+\.[a-z0-9_.]*)(\$\{[^`]*)?`/g;
// English takes about twice the characters of Japanese; a sentence or a longer text far from that was cut, or says less.
const SHORTEST = 0.8;
const LONGEST = 6;
const LONGER = 12;
// What is as it should be all the same, with the reason.
const OF_OTHER_LENGTH = {
	'wave.page.codebook': 'Japanese explains the English word',
	'sources.sha256': 'English has the name of the method alone'
};
const HANDOUTS = 'handouts/words.yml';
const FILE_NAME = /\.(js|json|svelte|css)$/;

const filesBelow = (folder, pattern) =>
	fs
		.readdirSync(folder, { recursive: true })
		.filter((name) => pattern.test(name))
		.sort()
		.map((name) => path.join(folder, name));

/** The labels of a file; none where it is no YAML, which is told with the place. */
function readYaml(root, file, problems) {
	try {
		return parse(fs.readFileSync(file, 'utf8')) ?? {};
	} catch (error) {
		if (!(error instanceof YAMLParseError)) throw error;
		problems.push(`${path.relative(root, file)}: ${error.message}`);
		return {};
	}
}

export const readLabels = (root) => readTexts(root, filesBelow(path.join(root, 'labels'), /\.yml$/));

/** { labels, problems } of files that have a text in each language for a key. */
function readTexts(root, files) {
	const labels = {};
	const problems = [];
	for (const file of files) {
		for (const [key, texts] of Object.entries(readYaml(root, file, problems))) {
			const where = `${path.relative(root, file)}: ${key}`;
			if (labels[key]) problems.push(`${where}: defined twice`);
			for (const lang of LANGUAGES) {
				if (typeof texts?.[lang] !== 'string' || texts[lang].trim() === '')
					problems.push(`${where}: no text in "${lang}"`);
			}
			// YAML cuts {ja: …, en: one, two} at the comma and makes a key of the rest.
			const rest = Object.keys(texts ?? {}).filter((name) => !LANGUAGES.includes(name));
			if (rest.length > 0) problems.push(`${where}: the text is cut before "${rest[0]}"; write it in quotes`);
			const [japanese, english] = LANGUAGES.map((lang) => String(texts?.[lang]));
			const ratio = english.length / japanese.length;
			const isLong = japanese.endsWith('。') || japanese.length >= LONGER;
			if (isLong && (ratio < SHORTEST || ratio > LONGEST) && !(key in OF_OTHER_LENGTH))
				problems.push(`${where}: one language says much less than the other`);
			const placeholders = LANGUAGES.map((lang) => [...new Set(String(texts?.[lang]).match(/\{\w+\}/g))].sort().join());
			if (placeholders[0] !== placeholders[1]) problems.push(`${where}: the languages have different {placeholders}`);
			labels[key] = Object.fromEntries(LANGUAGES.map((lang) => [lang, String(texts?.[lang]).trim()]));
		}
	}
	return { labels, problems };
}

/** Numbers typed into a label, which the next release would belie: a text takes them from the data as {name}. */
function typedDigits(root, labels) {
	const { labels: further, ...chapters } = parse(fs.readFileSync(path.join(root, 'written_digits.yml'), 'utf8'));
	const allowed = (lang) => [...chapters[lang], ...further[lang]].map((entry) => new RegExp(entry.allowed, 'gu'));
	const patterns = Object.fromEntries(LANGUAGES.map((lang) => [lang, allowed(lang)]));
	const rest = (lang, text) =>
		patterns[lang].reduce((left, pattern) => left.replace(pattern, ''), text.replace(/\{\w+\}/g, ''));
	const problems = [];
	const needed = new Set();
	for (const [key, texts] of Object.entries(labels)) {
		for (const lang of LANGUAGES) {
			const [digits] = rest(lang, texts[lang]).match(/\p{Nd}[\p{Nd},.]*/u) ?? [];
			if (!digits) continue;
			needed.add(key);
			if (!(key in further.keys))
				problems.push(
					`labels: ${key} holds the digits "${digits}" in "${lang}"; take them from the data as {name}, or say in written_digits.yml why they never change`
				);
		}
	}
	for (const key of Object.keys(further.keys)) {
		if (!needed.has(key)) problems.push(`written_digits.yml: ${key} needs no reason any more`);
	}
	return problems;
}

export function checkLabels(root) {
	const { labels, problems } = readLabels(root);
	const handouts = readTexts(root, [path.join(root, HANDOUTS)]);
	problems.push(...handouts.problems, ...typedDigits(root, { ...labels, ...handouts.labels }));
	const used = new Set();
	for (const folder of ['pages', 'components']) {
		for (const file of filesBelow(path.join(root, folder), /\.(svelte|js)$/)) {
			for (const [, literal, start, rest] of fs.readFileSync(file, 'utf8').matchAll(USE)) {
				const written = literal ?? start;
				if (FILE_NAME.test(written)) continue;
				const keys = rest
					? Object.keys(labels).filter((key) => key.startsWith(start))
					: [written].filter((key) => key in labels);
				if (keys.length === 0) problems.push(`${path.relative(root, file)}: no label "${written}"`);
				keys.forEach((key) => used.add(key));
			}
		}
	}
	for (const key of Object.keys(labels)) {
		if (!used.has(key)) problems.push(`labels: ${key} is used by no page`);
	}
	return { labels, problems };
}

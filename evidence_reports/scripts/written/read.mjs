// Written pages as they lie on the disk: chapters/<slug>/ and papers/<name>/, each with a text in either language
// (ja.md, en.md) and queries both read (queries/<name>.sql). A text may have queries of its own (```sql name). What
// several pages ask for lies in queries/ above them, and belongs to each text that names it.
import fs from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';

export const LANGUAGES = ['ja', 'en'];
export const KINDS = { chapter: 'chapters', paper: 'papers' };
const FENCE = /^(```+|~~~+)[ \t]*(\w*)[ \t]*(.*)$/;
const NAME = /^[a-z_][a-z0-9_]*$/;
export const FOLDER = /^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/;

/** Blanks for every sign but the ends of lines: what follows keeps its place. */
const blank = (text) => text.replace(/[^\n]/g, ' ');

/** Every written page: { pages, faults }. A page is { kind, name, folder, texts: { ja, en } }. */
export function readWritten(root) {
	const faults = [];
	const common = readShared(root, (...parts) => [path.basename(root), ...parts].join('/'), faults);
	const pages = Object.entries(KINDS).flatMap(([kind, below]) => {
		const folder = path.join(root, below);
		if (!fs.existsSync(folder)) return [];
		return fs
			.readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name)
			.sort()
			.map((name) => readPage(root, kind, name, common, faults));
	});
	return { pages, faults };
}

function readPage(root, kind, name, common, faults) {
	const folder = path.join(root, KINDS[kind], name);
	const shown = (...parts) => [path.basename(root), KINDS[kind], name, ...parts].join('/');
	if (!FOLDER.test(name))
		faults.push({
			file: shown(''),
			line: 1,
			ja: `フォルダー名「${name}」は番地に使えない。英数字をハイフンでつないだ名前に変えること。`,
			en: `The folder's name "${name}" cannot be an address. Rename it: letters and digits, joined by hyphens.`
		});
	const shared = readShared(folder, shown, faults);
	const texts = {};
	for (const lang of LANGUAGES) {
		const file = path.join(folder, `${lang}.md`);
		if (fs.existsSync(file)) {
			const source = fs.readFileSync(file, 'utf8');
			const asked = Object.entries(common).filter(([query]) => new RegExp(`\\{[^}]*\\b${query}\\b`).test(source));
			const queries = { ...Object.fromEntries(asked), ...shared };
			texts[lang] = readText(source, shown(`${lang}.md`), lang, queries, faults);
			continue;
		}
		faults.push({
			file: shown(`${lang}.md`),
			line: 1,
			ja: `このファイルがない。両方の言語で書くこと（もう一方の言語のファイルを写して訳す。）。`,
			en: `There is no such file. Write the page in both languages (copy the other one and put it into this language).`
		});
	}
	return { kind, name, folder, texts };
}

function readShared(folder, shown, faults) {
	const below = path.join(folder, 'queries');
	if (!fs.existsSync(below)) return {};
	const files = fs.readdirSync(below).filter((name) => name.endsWith('.sql'));
	return Object.fromEntries(
		files.sort().map((file) => {
			const name = file.replace(/\.sql$/, '');
			const query = {
				sql: fs.readFileSync(path.join(below, file), 'utf8'),
				file: shown('queries', file),
				line: 1
			};
			checkName(name, query, faults);
			return [name, query];
		})
	);
}

function checkName(name, { file, line }, faults) {
	if (NAME.test(name)) return;
	faults.push({
		file,
		line,
		ja: `問合せの名前「${name}」は使えない。小文字の英字、数字及び下線だけの名前にすること。`,
		en: `"${name}" cannot name a query. Use small letters, digits and underscores.`
	});
}

/** { file, lang, about, source, queries, line(position) }: `source` without what is not read as text, in its place. */
function readText(source, file, lang, shared, faults) {
	const lineAt = (position) => source.slice(0, position).split('\n').length;
	const { about, end } = readHead(source, file, faults);
	const queries = { ...shared };
	const kept = [];
	let position = 0;
	let fence = null;
	for (const line of source.split(/(?<=\n)/)) {
		const start = position;
		position += line.length;
		const [, mark, language, name] = line.trimEnd().match(FENCE) ?? [];
		if (start < end) {
			kept.push(blank(line));
		} else if (fence) {
			kept.push(blank(line));
			if (line.trim().startsWith(fence.mark)) {
				addQuery(fence, source.slice(fence.from, start));
				fence = null;
			}
		} else if (mark && language === 'sql') {
			fence = { mark, name: name.trim(), from: position, line: lineAt(start) };
			kept.push(blank(line));
		} else kept.push(line);
	}
	if (fence)
		faults.push({
			file,
			line: fence.line,
			ja: `問合せ「${fence.name}」が閉じていない。${fence.mark} だけの行で閉じること。`,
			en: `The query "${fence.name}" is not closed. Close it by a line of ${fence.mark} alone.`
		});
	return { file, lang, about, original: source, source: kept.join(''), queries, lineAt };

	function addQuery({ name, line }, sql) {
		const query = { sql, file, line: line + 1 };
		checkName(name, { file, line }, faults);
		if (queries[name])
			faults.push({
				file,
				line,
				ja: `問合せ「${name}」は既にある（${queries[name].file}）。別の名前にすること。`,
				en: `There is a query "${name}" already (${queries[name].file}). Give this one another name.`
			});
		queries[name] = query;
	}
}

/** The lines between the two --- at the start: title and lead. */
function readHead(source, file, faults) {
	const [whole, yaml] = source.match(/^---\n([\s\S]*?)\n---\n/) ?? ['', ''];
	let about = {};
	try {
		about = parseYaml(yaml) ?? {};
	} catch (error) {
		faults.push({ file, line: 1 + (error.linePos?.[0].line ?? 1), ja: error.message, en: error.message });
		return { about, end: whole.length };
	}
	for (const key of ['title', 'lead']) {
		if (typeof about[key] === 'string' && about[key].trim() !== '') continue;
		faults.push({
			file,
			line: 1,
			ja: `冒頭に ${key}: がない。--- で囲んだ ${key}: の行を先頭に置くこと。`,
			en: `The head has no ${key}:. Begin the file with a line ${key}: between two lines of ---.`
		});
	}
	return { about, end: whole.length };
}

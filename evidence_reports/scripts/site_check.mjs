// Looks at the finished pages as a closed network would: every relative link arrives,
// nothing is fetched from elsewhere, no script but a page's own one on the pages made for one,
// both languages complete.
import fs from 'node:fs';
import path from 'node:path';
import { SCRIPTS } from '../components/helpers/scripts.js';

const LANGUAGES = ['ja', 'en'];
/** Page with a script → the name of its script. */
const SCRIPT_OF = new Map(
	LANGUAGES.flatMap((lang) => Object.keys(SCRIPTS).map((name) => [`${lang}/${name}/index.html`, `${name}.js`]))
);
const DATA_BLOCK = /<script type="application\/json" id="[\w-]+">[^<]*<\/script>/g;
// The page of a table describes it for search engines: a block that no browser runs.
const OF_TABLE = /^(ja|en)\/data\/\w+\/index\.html$/;
const DESCRIPTION_BLOCK = /<script type="application\/ld\+json">[^<]*<\/script>/;
const ownScript = (name) => new RegExp(`<script src="\\.\\./\\.\\./${name}" defer(?: blocking="render")?></script>`);
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const ATTRIBUTE = /[\s/]([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const ADDRESS = /^(?:href|src|action|formaction|xlink:href|data)$/i;
// Beside pages: what pages show, what those with a script read, and files to take away.
const BELONGS =
	/^(ja|en)\/([\w~./-]+\/)?figure-[\w-]+\.(csv|svg|bib|ris|json)$|\.(css|svg|png|jpg)$|^downloads\/.+\.(csv|xlsx|xml)$|^(ja|en)\/municipalities\/\d{4}\.json$|^data\/[\w./-]+\.json$|^api\/v1\/[\w./-]+\.(json|jsonld|csv|xlsx|parquet|sql|py)$|^(ja|en)\/finder\/finder\.csv$/;
// What an address may end with that is no place on its page: the municipality or prefecture that its script shows.
const CHOICES = { municipalities: /^(?<place>\d{6})$/, finder: /^like=(?<place>\d{6})$|^pref=(?<prefecture>\d\d)$/ };

export const filesOf = (folder) =>
	fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));

const attributes = (html, name) => [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1]);

const anchors = new Map();
/** The ids of a page, read once: thousands of pages link to the register of sources. */
function idsOf(file) {
	if (!anchors.has(file)) anchors.set(file, new Set(attributes(fs.readFileSync(file, 'utf8'), 'id')));
	return anchors.get(file);
}

const places = new Map();
/** The codes of the municipalities that have figures. */
function placesOf(site) {
	const folder = path.join(site, 'data/municipalities');
	if (!places.has(folder)) {
		const files = fs.existsSync(folder) ? filesOf(folder) : [];
		const codesIn = (name) => Object.keys(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).of);
		places.set(folder, files.flatMap(codesIn));
	}
	return places.get(folder);
}

/** What is wrong with an address that names a choice on a page with a script; undefined where it names none. */
function choiceProblem(site, page, anchor) {
	const [lang, name, file] = path.relative(site, page).split(path.sep);
	const said = LANGUAGES.includes(lang) && file === 'index.html' && CHOICES[name]?.exec(anchor)?.groups;
	if (!said) return undefined;
	const known = said.place
		? placesOf(site).includes(said.place)
		: placesOf(site).some((code) => code.startsWith(said.prefecture));
	return known ? '' : 'is no municipality or prefecture';
}

/** What a browser would run: in the text between tags, and in attributes that are read out, the same letters are harmless. */
function isActive(tag) {
	return (
		/^<script/i.test(tag) ||
		[...tag.matchAll(ATTRIBUTE)].some(
			([, name, ...value]) =>
				/^(?:on|srcdoc$)/i.test(name) || (ADDRESS.test(name) && /^\s*javascript:/i.test(value.join('')))
		)
	);
}

/** A page may load nothing but what its policy says, and only one page says more than nothing. */
function scriptProblems(file, html) {
	const script = SCRIPT_OF.get(file);
	const described = OF_TABLE.test(file) ? html.replace(DESCRIPTION_BLOCK, '') : html;
	const rest = script ? described.replace(DATA_BLOCK, '').replace(ownScript(script), '') : described;
	const problems = [];
	if ((rest.match(TAG) ?? []).some(isActive)) problems.push(`${file}: contains a script`);
	const allows = script ? "'self'" : "'none'";
	if (!html.includes(`script-src ${allows}; connect-src ${allows};`))
		problems.push(`${file}: its security policy on scripts is not the one it should have`);
	return problems;
}

function linkProblems(site, file, html) {
	const problems = [];
	const links = [...attributes(html, 'href'), ...attributes(html, 'src')];
	for (const link of links) {
		if (/^https?:/.test(link)) continue;
		if (/^[a-z]+:|^\//.test(link)) {
			problems.push(`${file}: "${link}" is not a relative link`);
			continue;
		}
		const [target, anchor] = link.split('#');
		let found = path.join(site, path.dirname(file), decodeURI(target));
		if (target === '') found = path.join(site, file);
		else if (target.endsWith('/') || target.endsWith('.')) found = path.join(found, 'index.html');
		// The release makes it of the file of the same name: of a figure, since it bears the release's number, and of a
		// table, while the pages are drawn.
		if (found.endsWith('.xlsx') && fs.existsSync(found.replace(/xlsx$/, 'json'))) continue;
		if (!fs.existsSync(found)) problems.push(`${file}: "${link}" leads nowhere`);
		else if (anchor) {
			const problem =
				choiceProblem(site, found, anchor) ?? (idsOf(found).has(decodeURIComponent(anchor)) ? '' : 'has no such place');
			if (problem) problems.push(`${file}: "${link}" ${problem}`);
		}
	}
	return problems;
}

function pageProblems(site, file) {
	const html = fs.readFileSync(path.join(site, file), 'utf8');
	const problems = [...linkProblems(site, file, html), ...scriptProblems(file, html)];
	const loaded = html.replace(/<link rel="(?:canonical|alternate)"[^>]*>/g, '');
	if (/<(?:link|img|iframe|object|embed)[^>]+(?:href|src)="https?:/.test(loaded))
		problems.push(`${file}: fetches something from elsewhere`);
	const lang = file.startsWith('en/') ? 'en' : 'ja';
	if (!html.includes(`<html lang="${lang}"`)) problems.push(`${file}: lang is not "${lang}"`);
	if (!/<title>[^<]+<\/title>/.test(html)) problems.push(`${file}: no title`);
	if (!/<meta name="description" content="[^"]+"/.test(html)) problems.push(`${file}: no description`);
	// What stands as code is quoted: a file may well have held the word "null".
	const said = html.replace(/<code>[^<]*<\/code>/g, '');
	if (/>\s*(?:undefined|null|NaN)\s*<|\[object Object\]/.test(said)) problems.push(`${file}: shows an undefined value`);
	return problems;
}

/** @returns {string[]} what is wrong with the site; empty when it may be published */
export function siteProblems(site, slugs) {
	const files = filesOf(site);
	const problems = [];
	const expected = ['index.html', ...LANGUAGES.flatMap((lang) => slugs.map((slug) => `${lang}/${slug}index.html`))];
	for (const page of expected) {
		if (!files.includes(page)) problems.push(`${page}: missing`);
	}
	for (const file of files) {
		if (file.endsWith('.html')) problems.push(...pageProblems(site, file));
		else if (![...SCRIPT_OF.values()].includes(file) && !BELONGS.test(file))
			problems.push(`${file}: does not belong here`);
	}
	return problems;
}

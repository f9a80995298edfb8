// Prints pages of the built site as handouts, for `make handout`:
//
//   HANDOUT_SITE=…/site HANDOUT_OUT=FOLDER HANDOUT_RELEASE=r0007 HANDOUT_DATE=2026-11-29 [HANDOUT_ADDRESS=https://…/] \
//     node make.mjs [chapter=mail-volume] [paper=NAME] [prefecture=19] [municipality=192015]
//
// Each may be "all"; without a choice every chapter, paper and prefecture is printed. The path of each file
// written is a line of standard output. Nothing is fetched: the browser is answered from the disk.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { encode } from 'uqr';
import { parse } from 'yaml';
import { date } from '../components/helpers/format.js';
import { fill } from '../components/helpers/texts.js';
import { readLabels } from '../scripts/labels.mjs';
import { compose } from './compose.js';
import { municipalSheets } from './municipalities.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const LANGUAGES = ['ja', 'en'];
const HOST = 'http://handout.invalid/';
const FONTS = path.join(here, '../node_modules/@expo-google-fonts/biz-udpgothic');
const site = path.resolve(process.env.HANDOUT_SITE);
// The style sheets of all pages and of single ones, then what differs on paper.
const STYLES = fs.readdirSync(site).filter((name) => name.endsWith('.css'));
const SERVED = {
	...Object.fromEntries(STYLES.map((name) => [name, [path.join(site, name), 'text/css']])),
	'handout.css': [path.join(here, 'handout.css'), 'text/css'],
	'regular.ttf': [path.join(FONTS, '400Regular/BIZUDPGothic_400Regular.ttf'), 'font/ttf'],
	'bold.ttf': [path.join(FONTS, '700Bold/BIZUDPGothic_700Bold.ttf'), 'font/ttf']
};

const out = path.resolve(process.env.HANDOUT_OUT);
// Where the site lies; null where nobody said, and a handout then leads to no place that a reader cannot reach.
const address = process.env.HANDOUT_ADDRESS || null;
const choice = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')));
const { labels } = readLabels(path.dirname(here));
const WORDS = parse(fs.readFileSync(path.join(here, 'words.yml'), 'utf8'));

const pageFile = (lang, slug) => path.join(site, lang, slug, 'index.html');
const folders = (lang, ...parts) => {
	const folder = path.join(site, lang, ...parts);
	if (!fs.existsSync(folder)) return [];
	return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'index.html')));
};

/** The pages to print, as their addresses below the language. A chapter is a page of the first level with a figure. */
function slugs(lang) {
	const chapters = folders(lang).filter((name) => fs.readFileSync(pageFile(lang, name), 'utf8').includes('<figure'));
	const papers = folders(lang, 'papers').map((name) => `papers/${name}`);
	const prefectures = folders(lang, 'prefectures').map((name) => `prefectures/${name}`);
	if (Object.keys(choice).length === 0) return [...chapters, ...papers, ...prefectures];
	return [...chosen('chapter', chapters), ...chosen('paper', papers), ...chosen('prefecture', prefectures)];
}

/** Those of a kind that are asked for: one by its name, or all. */
function chosen(kind, offered) {
	const name = choice[kind];
	if (name === undefined) return [];
	const found = name === 'all' ? offered : offered.filter((slug) => path.basename(slug) === name);
	if (found.length > 0) return found;
	const names = offered.map((slug) => path.basename(slug)).join(', ');
	throw new Error(
		`${kind.toUpperCase()}=${name} というページはない。指定できる名称：all, ${names}\n` +
			`There is no ${kind.toUpperCase()}=${name}. There are: all, ${names}`
	);
}

const mainOf = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>') + 7);

function* sheets(lang) {
	for (const slug of slugs(lang)) {
		yield { lang, address: `${lang}/${slug}/`, html: mainOf(fs.readFileSync(pageFile(lang, slug), 'utf8')) };
	}
	if (choice.municipality) yield* municipalSheets(site, lang, choice.municipality);
}

/** The address as a square of dark and light, which a telephone reads. */
function code(text) {
	const { data, size } = encode(text, { ecc: 'M', border: 2 });
	const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
	return `<svg viewBox="0 0 ${size} ${size}"><path d="${dark.join('')}"/></svg>`;
}

async function open(browser, lang) {
	const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
	await page.route(`${HOST}**`, (route) => {
		const [file, contentType] = SERVED[path.basename(route.request().url())] ?? [];
		if (file) return route.fulfill({ path: file, contentType });
		return route.fulfill({
			contentType: 'text/html',
			body:
				`<!doctype html><html lang="${lang}"><meta charset="utf-8">` +
				['site.css', ...STYLES.filter((name) => name !== 'site.css'), 'handout.css']
					.map((name) => `<link rel="stylesheet" href="${name}">`)
					.join('')
		});
	});
	await page.emulateMedia({ media: 'print', colorScheme: 'light' });
	await page.goto(HOST);
	await page.evaluate(() =>
		Promise.all(['400', '700'].map((weight) => document.fonts.load(`${weight} 1rem Handout`, '郵')))
	);
	return page;
}

/** Two pages of the browser at work, each on the next sheet as soon as it is free. */
async function print(browser, lang) {
	const words = Object.fromEntries(Object.entries(WORDS).map(([key, texts]) => [key, texts[lang]]));
	const release = fill(words.release, 'release', {
		release: process.env.HANDOUT_RELEASE,
		date: date(process.env.HANDOUT_DATE, lang)
	});
	const waiting = sheets(lang);
	const worker = async () => {
		const page = await open(browser, lang);
		for (const sheet of waiting) {
			const place = sheet.target ?? sheet.address;
			const url = address && address + place;
			await page.evaluate(compose, {
				html: sheet.html,
				url,
				place,
				code: url && code(url),
				words,
				publication: labels['site.title'][lang],
				release
			});
			const file = path.join(out, `${sheet.address.replace(/\/$/, '').split('/').slice(1).join('-')}.${lang}.pdf`);
			await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
			console.log(file);
		}
		await page.close();
	};
	await Promise.all(Array.from({ length: Math.min(2, os.cpus().length) }, worker));
}

fs.mkdirSync(out, { recursive: true });
chromium.setGraphicsMode = false;
const browser = await playwright.launch({
	executablePath: await chromium.executablePath(),
	args: [
		...chromium.args.filter((argument) => argument !== '--single-process'),
		'--host-resolver-rules=MAP * ~NOTFOUND'
	],
	headless: true
});
try {
	for (const lang of LANGUAGES) await print(browser, lang);
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	await browser.close();
}

// npm run build:site — makes the complete static site.
//
//   REPORTS_DB   path of reports.duckdb (required)
//   SITE_DOWNLOADS   folder of files offered for download, one folder per wave (required)
//   SITE_PACKAGE   path of datapackage.json, whose texts say what tables and columns mean (required)
//   SITE_API     folder of the tables as files, put into the site as api/v1/ (required)
//   SITE_OUT     folder the site is put in; replaced whole (required)
//   SITE_WORK    folder to build in; replaced whole (default: .evidence here). Nothing else is written to.
//   RELEASE_ID, RELEASE_DATE, RELEASE_YEAR, RELEASE_NUMBER   printed in the header and where the release is cited
//                (optional): r0007, 2026-11-29, 2026, 0007
//   SITE_ADDRESS   where the site will lie ("https://example.go.jp/reports/"): then pages say their whole address, and
//                there is a sitemap; default: none
//   SITE_CONTACT   whom readers may ask, in words and an address, said on the page about the report; default: none
//   SITE_MUNICIPALITY_PAGES   a page of its own in both languages for every municipality ("all") or
//                for those of a list of codes ("192015,132063"); default: none
//   SITE_KEPT, SITE_CODE   folders with what earlier builds drew and compiled; what is still true of it is taken, and they
//                are brought up to date (default: nothing is taken or kept)
//   SITE_BUILD_SECONDS   time limit, default 600: a build that takes longer hangs
//
// Nothing is fetched from a network. On any failure the exit code is 1, the reason is
// printed, and SITE_OUT is left as it was.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderedFaults } from '../components/helpers/missing_value.js';
import { checkLabels } from './labels.mjs';
import { readPublished } from './published.mjs';
import { COMPILED, compile, keepCode, keptCode, sourcesDigest } from './compile.mjs';
import { siteSettings } from './settings.mjs';
import { copyDownloads, prepareTemplate, prepareWork } from './template.mjs';
import { writeSearchIndex } from './search_index.mjs';
import { writeForVisitors } from './for_visitors.mjs';
import { filesOf, siteProblems } from './site_check.mjs';
import { checkWritten } from './written/index.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// Evidence's template looks for its settings beside the folder .evidence that it lies in.
const work = path.resolve(process.env.SITE_WORK ?? root);
const folder = path.join(work, '.evidence/template');
const drawn = path.join(work, '.evidence/drawn');
const site = path.join(work, '.evidence/site');
const [kept, code] = ['SITE_KEPT', 'SITE_CODE'].map((name) =>
	process.env[name] ? path.resolve(process.env[name]) : null
);
// What pages say of the release they belong to comes in while they are drawn.
const OF_RELEASE = [
	'RELEASE_ID',
	'RELEASE_DATE',
	'RELEASE_YEAR',
	'RELEASE_NUMBER',
	'SITE_ADDRESS',
	'SITE_CONTACT',
	'SITE_MUNICIPALITY_PAGES'
];

function fail(message) {
	console.error(`報告サイトを作成できない。\nThe report site was not built.\n${message}`);
	process.exit(1);
}

function fromEnvironment(name) {
	const value = process.env[name];
	if (!value) fail(`Set ${name} (see the head of scripts/build.mjs).`);
	return path.resolve(value);
}

function chapterSlugs() {
	const source = fs.readFileSync(path.join(root, 'components/helpers/pages.js'), 'utf8');
	return [...source.matchAll(/slug: '([^']*)'/g)].map((match) => match[1]);
}

/** Runs a step in a process of its own: the database engine may end one badly. */
function finished(run, product) {
	if (run.error?.code === 'ETIMEDOUT')
		fail(`${seconds} 秒以内に終わらなかった。\nIt took longer than ${seconds} seconds.`);
	// Ended without a word: this ends likewise, and who started it may try again.
	if (run.signal && run.stderr.trim() === '') process.kill(process.pid, run.signal);
	if (run.status !== 0 || !fs.existsSync(product)) fail(reasonIn(`${run.stdout}\n${run.stderr}`));
	return run.stdout;
}

/** The framework's output from the first error on; its traces are long, the reason comes first. */
function reasonIn(output) {
	const faults = renderedFaults(output);
	if (faults.length > 0) return faults.join('\n');
	const lines = output.split('\n').filter((line) => line.trim() !== '');
	const first = lines.findIndex((line) => /error/i.test(line));
	return lines.slice(Math.max(first, 0), first + 12).join('\n');
}

/** All that every page was drawn from: the code, what is said of the release, what the release says of codes. */
const drawnFrom = (digest, published) =>
	JSON.stringify([digest, OF_RELEASE.map((name) => process.env[name] ?? ''), published]);

/** What an earlier build drew, and whether it was drawn from the same; nothing where there is none. */
function keptPages(made) {
	const said = kept && path.join(kept, 'drawn_from');
	if (!said || !fs.existsSync(said)) return [];
	return [path.join(kept, 'drawn'), ...(fs.readFileSync(said, 'utf8') === made ? ['same'] : [])];
}

function keep(made) {
	fs.rmSync(kept, { recursive: true, force: true });
	fs.mkdirSync(kept);
	fs.renameSync(drawn, path.join(kept, 'drawn'));
	fs.writeFileSync(path.join(kept, 'drawn_from'), made);
}

const started = Date.now();
const database = fromEnvironment('REPORTS_DB');
const downloads = fromEnvironment('SITE_DOWNLOADS');
const descriptor = fromEnvironment('SITE_PACKAGE');
const api = fromEnvironment('SITE_API');
const out = fromEnvironment('SITE_OUT');
const seconds = Number(process.env.SITE_BUILD_SECONDS ?? 600);
if (!fs.existsSync(database)) fail(`REPORTS_DB: there is no file ${database}`);
if (!fs.existsSync(downloads)) fail(`SITE_DOWNLOADS: there is no folder ${downloads}`);

if (!fs.existsSync(descriptor)) fail(`SITE_PACKAGE: there is no file ${descriptor}`);
if (!fs.existsSync(api)) fail(`SITE_API: there is no folder ${api}`);
const settings = siteSettings(process.env);
if (settings.faults.length > 0) fail(settings.faults.join('\n'));
const { labels, problems } = checkLabels(root);
if (problems.length > 0) fail(`Labels:\n  ${problems.join('\n  ')}`);
if (work !== root) prepareWork(root, work);
const published = await readPublished();
const { faults, written } = await checkWritten(root);
if (faults.length > 0) fail(faults.join('\n'));
await prepareTemplate(root, folder, { labels, written, municipalityPages: settings.municipalityPages });
const digest = sourcesDigest(root, folder);
const compiled = path.join(folder, COMPILED);
const earlier = keptCode(code, digest);
if (earlier) fs.cpSync(earlier, compiled, { recursive: true });
else finished(compile(root, folder, seconds * 1000), compiled);
const ofRelease = path.join(work, '.evidence/published.json');
fs.writeFileSync(ofRelease, JSON.stringify(published));
const made = drawnFrom(digest, published);
for (const place of [drawn, site]) fs.rmSync(place, { recursive: true, force: true });
const before = keptPages(made);
const styles = path.join(folder, 'static/site.css');
const said = finished(
	spawnSync(
		process.execPath,
		[...process.execArgv, path.join(root, 'scripts/draw.mjs'), compiled, styles, drawn, ...before],
		{
			cwd: folder,
			env: {
				...process.env,
				REPORTS_DB: database,
				SITE_DOWNLOADS: downloads,
				SITE_PACKAGE: descriptor,
				SITE_API: api,
				SITE_PUBLISHED: ofRelease
			},
			encoding: 'utf8',
			timeout: seconds * 1000,
			killSignal: 'SIGKILL'
		}
	),
	path.join(drawn, 'reads.json')
);
fs.cpSync(path.join(folder, 'static'), site, { recursive: true });
copyDownloads(downloads, published, site);
fs.cpSync(drawn, site, { recursive: true });
fs.rmSync(path.join(site, 'reads.json'));
fs.cpSync(api, path.join(site, 'api/v1'), { recursive: true });
await writeSearchIndex(site, descriptor);
const wrong = siteProblems(site, chapterSlugs());
if (wrong.length > 0) fail(wrong.slice(0, 40).join('\n'));

writeForVisitors(site, settings.address);

fs.rmSync(out, { recursive: true, force: true });
fs.renameSync(site, out);
if (code && !earlier) keepCode(code, digest, compiled);
if (kept) keep(made);
const pages = filesOf(out).filter((file) => file.endsWith('.html')).length;
const took = (Date.now() - started) / 1000;
console.log(`Report site: ${pages} pages in ${took.toFixed(1)} s → ${out}; ${said.trim()}`);

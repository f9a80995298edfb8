// node scripts/ahead.mjs — what of the site needs no table, done while the tables are made: texts, labels and settings are
// looked through, then the code of the pages is compiled for scripts/build.mjs to find.
//
//   SITE_WORK, SITE_CODE, SITE_ADDRESS, SITE_MUNICIPALITY_PAGES, SITE_BUILD_SECONDS   as for scripts/build.mjs
//
// One line on standard output says that nothing is wrong, long before this ends. Where something is, it is printed and the
// exit code is 1. What cannot be compiled is no matter here: scripts/build.mjs says why. Without SITE_CODE nothing is compiled
// (npm run check:texts).
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED, compile, keepCode, sourcesDigest } from './compile.mjs';
import { checkLabels } from './labels.mjs';
import { siteSettings } from './settings.mjs';
import { prepareTemplate, prepareWork } from './template.mjs';
import { checkTexts } from './written/index.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const settings = siteSettings(process.env);
const { labels, problems } = checkLabels(root);
const { faults, written } = checkTexts(root);
const wrong = [...settings.faults, ...problems, ...faults];
if (wrong.length > 0) {
	console.error(wrong.join('\n'));
	process.exit(1);
}
console.log(`${Object.keys(labels).length} labels and ${written.length} texts, nothing wrong`);

async function compileTo(code) {
	const work = path.resolve(process.env.SITE_WORK);
	const folder = path.join(work, '.evidence/template');
	prepareWork(root, work);
	await prepareTemplate(root, folder, { labels, written, municipalityPages: settings.municipalityPages });
	const digest = sourcesDigest(root, folder); // before the framework lays its own files there
	const { status } = compile(root, folder, Number(process.env.SITE_BUILD_SECONDS ?? 600) * 1000);
	if (status === 0) keepCode(code, digest, path.join(folder, COMPILED));
	fs.rmSync(work, { recursive: true });
}

if (process.env.SITE_CODE) await compileTo(path.resolve(process.env.SITE_CODE));

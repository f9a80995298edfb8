// make preview — the pages of the published release, live while chapters and papers are written.
//
//   REPORTS_DB, SITE_DOWNLOADS, SITE_WORK   as for scripts/build.mjs
//   PORT   on 127.0.0.1 alone (default 8001)
//
// A page open in the browser is loaded anew when a text, a query, a component or a style has changed. A fault is told
// in the terminal, as make build tells it, and the pages stay as they were until it is mended.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { readLabels } from './labels.mjs';
import { readPublished } from './published.mjs';
import { copyDownloads, prepareTemplate, prepareWork } from './template.mjs';
import { checkWritten } from './written/index.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WATCHED = [
	'chapters',
	'papers',
	'queries',
	'components',
	'pages',
	'styles',
	'labels',
	'template',
	'written_digits.yml'
];
const SETTLED_MS = 100; // an editor saves in several steps
const work = path.resolve(process.env.SITE_WORK);
const folder = path.join(work, '.evidence/template');
const fresh = path.join(work, 'fresh');
const port = Number(process.env.PORT || 8001);

/** The policy of the pages forbids scripts; here one of the preview's own says when a page is to be loaded anew. */
function loadAnew() {
	const file = path.join(fresh, 'src/app.html');
	const html = fs.readFileSync(file, 'utf8');
	fs.writeFileSync(
		file,
		html
			.replace(/\s*<meta\s+http-equiv="content-security-policy"[^>]*\/>/, '')
			.replace('</head>', '\t<script type="module" src="/@vite/client"></script>\n\t</head>')
	);
}

async function prepare() {
	const { faults, written } = await checkWritten(root);
	if (faults.length > 0) {
		console.error(`\n${faults.join('\n')}`);
		return false;
	}
	const published = await readPublished();
	await prepareTemplate(root, fresh, {
		labels: readLabels(root).labels,
		written,
		municipalityPages: false
	});
	process.env.SITE_PUBLISHED = path.join(work, 'published.json');
	fs.writeFileSync(process.env.SITE_PUBLISHED, JSON.stringify(published));
	copyDownloads(process.env.SITE_DOWNLOADS, published, path.join(fresh, 'static'));
	loadAnew();
	bringInto(folder, fresh);
	return true;
}

/** Makes `to` what `from` is, and touches nothing that is so already: the server reads while this writes. */
function bringInto(to, from) {
	fs.mkdirSync(to, { recursive: true });
	for (const name of fs.readdirSync(to)) {
		if (!fs.existsSync(path.join(from, name)) && name !== '.svelte-kit')
			fs.rmSync(path.join(to, name), { recursive: true });
	}
	for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
		if (entry.isDirectory()) bringInto(target, source);
		else if (!fs.existsSync(target) || !fs.readFileSync(target).equals(fs.readFileSync(source)))
			fs.copyFileSync(source, target);
	}
}

prepareWork(root, work);
if (!(await prepare())) process.exit(1);
process.chdir(folder);
process.env.EVIDENCE_DISABLE_INCLUDE = '1';
const server = await createServer({
	root: folder,
	configFile: path.join(folder, 'vite.config.js'),
	logLevel: 'error',
	server: { host: '127.0.0.1', port, strictPort: true },
	optimizeDeps: { noDiscovery: true }
});
await server.listen();
console.log(`http://127.0.0.1:${port}/ja/   http://127.0.0.1:${port}/en/`);

let waiting;
async function changed() {
	if (!(await prepare())) return;
	server.moduleGraph.invalidateAll();
	server.ws.send({ type: 'full-reload' });
	console.log('更新した。 / Brought up to date.');
}
const watched = WATCHED.map((name) => path.join(root, name));
server.watcher.add(watched);
server.watcher.on('all', (_, file) => {
	if (!watched.some((place) => file.startsWith(place))) return;
	clearTimeout(waiting);
	waiting = setTimeout(changed, SETTLED_MS);
});

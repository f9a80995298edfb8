// Lays out the folder that Evidence's template is built in: its own files first, then ours.
// The same layout `evidence build` makes, but finished before the build starts; the pages
// that would bring scripts, SQL and a browser engine with them are left out.
import fs from 'node:fs';
import path from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { SCRIPTS } from '../components/helpers/scripts.js';
import { labelsOf, writeWritten } from './written/index.mjs';

const NOT_OURS = [
	'api',
	'explore',
	'settings',
	'fix-tprotocol-service-worker.js',
	'manifest.webmanifest',
	'+layout.js',
	'+layout.svelte',
	'+error.svelte',
	'+page.md'
];

export const BUILD_CONFIG = 'vite.build.config.js';

/** Copies a folder or a file; what is copied can be written to, although the code may be read-only. */
function copyTree(from, to) {
	if (fs.statSync(from).isDirectory()) {
		fs.mkdirSync(to, { recursive: true });
		for (const name of fs.readdirSync(from)) copyTree(path.join(from, name), path.join(to, name));
	} else {
		fs.copyFileSync(from, to);
		fs.chmodSync(to, 0o644);
	}
}

/** Forms and codebooks are offered on the pages of their wave, which not every wave has. */
export function copyDownloads(downloads, { waves }, site) {
	for (const wave of waves) copyTree(path.join(downloads, wave), path.join(site, 'downloads', wave));
}

/** A folder to build in that is not this one: the settings Evidence reads, and the packages by a link. */
export function prepareWork(root, work) {
	fs.rmSync(work, { recursive: true, force: true });
	fs.mkdirSync(work, { recursive: true });
	for (const name of ['svelte.config.js', 'evidence.config.yaml', 'evidence.settings.json', 'package.json']) {
		copyTree(path.join(root, name), path.join(work, name));
	}
	fs.symlinkSync(path.join(root, 'node_modules'), path.join(work, 'node_modules'));
}

/** Lays the folder out; nothing in it is of a release: what tables say comes in when pages are drawn. */
export async function prepareTemplate(root, folder, { labels, written, municipalityPages }) {
	fs.rmSync(folder, { recursive: true, force: true });
	copyTree(path.join(root, 'node_modules/@evidence-dev/evidence/template'), folder);
	for (const name of NOT_OURS) {
		fs.rmSync(path.join(folder, 'src/pages', name), { recursive: true });
	}
	for (const name of ['hooks.client.js', 'fix-tprotocol-service-worker.js', 'app.css']) {
		fs.rmSync(path.join(folder, 'src', name));
	}
	fs.rmSync(path.join(folder, 'static'), { recursive: true });

	const copy = (from, to) => copyTree(path.join(root, from), path.join(folder, to));
	copy('template', 'src');
	copy('pages', 'src/pages');
	copy('components', 'src/components');
	copy('static', 'static');
	copy(BUILD_CONFIG, BUILD_CONFIG);
	// Pages of single municipalities: on demand (scripts/build.mjs).
	if (!municipalityPages) {
		fs.rmSync(path.join(folder, 'src/pages/[lang]/municipalities/[code]'), { recursive: true });
	}
	buildSync({
		entryPoints: Object.fromEntries(
			Object.entries(SCRIPTS).map(([name, from]) => [name, path.join(root, 'components', from, 'browser.js')])
		),
		outdir: path.join(folder, 'static'),
		bundle: true,
		minify: true,
		format: 'iife',
		target: 'es2021'
	});

	const helpers = path.join(folder, 'src/components/helpers');
	fs.writeFileSync(path.join(helpers, 'all_labels.json'), JSON.stringify({ ...labels, ...labelsOf(written) }));
	await writeWritten(written, folder);
	writeStyles(path.join(root, 'styles'), path.join(folder, 'static'));
}

/** site.css for every page, and one file each for the pages that need more; without blanks and comments, a fifth less. */
function writeStyles(styles, to) {
	const read = (file) => fs.readFileSync(path.join(styles, file), 'utf8');
	const write = (name, css) =>
		fs.writeFileSync(
			path.join(to, name),
			transformSync(css, { loader: 'css', minifyWhitespace: true, minifySyntax: true, target: 'es2022' }).code
		);
	const shared = fs.readdirSync(styles).filter((name) => name.endsWith('.css'));
	write('site.css', shared.sort().map(read).join('\n'));
	for (const name of fs.readdirSync(path.join(styles, 'of_pages'))) write(name, read(path.join('of_pages', name)));
}

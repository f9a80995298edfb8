// Lays out the folder that Evidence's template is built in: its own files first, then ours.
// The same layout `evidence build` makes, but finished before the build starts; the pages
// that would bring scripts, SQL and a browser engine with them are left out.
import fs from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

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

/** Forms and codebooks of a wave are offered beside its results, which not every wave has. */
const wavesWithResults = (downloads) =>
	fs
		.readdirSync(downloads)
		.filter((wave) => fs.readdirSync(path.join(downloads, wave)).some((name) => name.startsWith('results_')));

export function prepareTemplate(root, folder, { labels, published, downloads, municipalityPages }) {
	fs.rmSync(folder, { recursive: true, force: true });
	fs.cpSync(path.join(root, 'node_modules/@evidence-dev/evidence/template'), folder, {
		recursive: true
	});
	for (const name of NOT_OURS) {
		fs.rmSync(path.join(folder, 'src/pages', name), { recursive: true });
	}
	for (const name of ['hooks.client.js', 'fix-tprotocol-service-worker.js', 'app.css']) {
		fs.rmSync(path.join(folder, 'src', name));
	}
	fs.rmSync(path.join(folder, 'static'), { recursive: true });

	const copy = (from, to) =>
		fs.cpSync(path.join(root, from), path.join(folder, to), { recursive: true });
	copy('template', 'src');
	copy('pages', 'src/pages');
	copy('components', 'src/components');
	copy('static', 'static');
	for (const wave of wavesWithResults(downloads)) {
		fs.cpSync(path.join(downloads, wave), path.join(folder, 'static/downloads', wave), {
			recursive: true
		});
	}

	// Pages of single municipalities: on demand (scripts/build.mjs).
	if (!municipalityPages) {
		fs.rmSync(path.join(folder, 'src/pages/[lang]/municipalities/[code]'), { recursive: true });
	}
	buildSync({
		entryPoints: [path.join(root, 'components/municipality/browser.js')],
		outfile: path.join(folder, 'static/municipalities.js'),
		bundle: true,
		minify: true,
		format: 'iife',
		target: 'es2021'
	});

	const helpers = path.join(folder, 'src/components/helpers');
	fs.writeFileSync(path.join(helpers, 'all_labels.json'), JSON.stringify(labels));
	fs.writeFileSync(path.join(helpers, 'published.json'), JSON.stringify(published));
	const styles = path.join(root, 'styles');
	fs.writeFileSync(
		path.join(folder, 'static/site.css'),
		fs
			.readdirSync(styles)
			.sort()
			.map((name) => fs.readFileSync(path.join(styles, name), 'utf8'))
			.join('\n')
	);
}

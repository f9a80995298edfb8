// Files of each figure, beside its page: <figure>.csv, <figure>.svg, <figure>.bib, <figure>.ris, and <figure>.json, of which
// the release makes the workbook (dagster_project/release/figure_workbooks.py), since it bears the release's number.
//
// The page carries the values in a block of data (FigureActions.svelte), which is taken out of it here.
import fs from 'node:fs';
import path from 'node:path';
import { bibtex, ris } from '../../components/figure/citation.js';
import { printedValue } from '../../components/figure/printed_value.js';
import { csv } from '../../components/figure/csv.js';
import { filesOf } from '../site_check.mjs';
import { pictureOf } from './picture.mjs';
import { rulesOf, styler } from './style.mjs';
import { all, textOf, treeOf, withClass } from './tree.mjs';

const BLOCK = /<script type="application\/json" id="(figure-[\w-]+)-taken">([^<]*)<\/script>/g;

const sourcesIn = (figure) =>
	withClass(figure, 'sources')
		.flatMap(all)
		.filter(({ name }) => name === 'li')
		.map((one) => textOf(one).trim());

/** What belongs to the figure wherever it is taken: made-up rows first of all, notes, marks, sources, how it is cited. */
function aboutIn(figure, banner, citation) {
	const [title] = withClass(figure, 'sources')
		.flatMap(all)
		.filter(({ name }) => name === 'p' || name === 'summary');
	const sources = sourcesIn(figure);
	return [
		banner,
		...[...withClass(figure, 'figure-note'), ...withClass(figure, 'mark-legend')].map(textOf),
		sources.length > 0 ? `${textOf(title).trim()}: ${sources.join(' / ')}` : '',
		citation
	]
		.map((line) => line.trim())
		.filter(Boolean);
}

/** The table of a figure that brings none: what it prints. */
function printedTable(figure) {
	const cells = (name) =>
		all(figure)
			.filter((node) => node.name === name)
			.map((row) =>
				row.children.filter(({ text }) => text === undefined).map((cell) => printedValue(textOf(cell).trim()))
			)
			.filter((row) => row.length > 0);
	const [columns, ...rows] = cells('tr');
	return { columns, rows };
}

function writeFigure(folder, id, html, { work, title, ...given }, { style, banner }) {
	const start = html.indexOf(`<figure id="${id}"`);
	const tree = treeOf(html.slice(start, html.indexOf('</figure>', start) + '</figure>'.length));
	const [figure] = all(tree).filter(({ name }) => name === 'figure');
	const about = aboutIn(figure, banner, work.text);
	const { columns, rows } = given.rows ? given : printedTable(figure);
	const subtitle = textOf(withClass(figure, 'summary')[0]).trim();
	const write = (ending, text) => fs.writeFileSync(path.join(folder, `${id}.${ending}`), text);
	write('csv', csv(columns, rows));
	write('svg', pictureOf(figure, { lang: work.lang, title, subtitle, style: styler(style), about }));
	write('bib', `${bibtex(work)}\n`);
	write('ris', `${ris(work)}\n`);
	write('json', JSON.stringify({ title, about: [subtitle, ...about], columns, rows }));
}

/** Writes the files of every figure of the site, and leaves the pages without their blocks. */
export function writeFigures(site) {
	const style = rulesOf(fs.readFileSync(path.join(site, 'site.css'), 'utf8'));
	for (const file of filesOf(site).filter((name) => name.endsWith('.html'))) {
		const page = path.join(site, file);
		const html = fs.readFileSync(page, 'utf8');
		const blocks = [...html.matchAll(BLOCK)];
		if (blocks.length === 0) continue;
		const without = html.replace(BLOCK, '');
		const [sample] = without.match(/<p class="sample-banner"[\s\S]*?<\/p>/) ?? [];
		const banner = sample ? textOf(treeOf(sample)).trim() : '';
		for (const [, id, block] of blocks)
			writeFigure(path.dirname(page), id, without, JSON.parse(block), { style, banner });
		fs.writeFileSync(page, without);
	}
}

// Files of each figure, beside its page: <figure>.csv, <figure>.svg, <figure>.png, <figure>.bib, <figure>.ris, and
// <figure>.json, of which the release makes the workbook (dagster_project/release/workbooks.py), since it bears the
// release's number.
//
// The page carries the values in a block of data (FigureActions.svelte), which is taken out of it here.
import fs from 'node:fs';
import path from 'node:path';
import { bibtex, ris } from '../../components/figure/citation.js';
import { printedValue } from '../../components/figure/printed_value.js';
import { csv } from '../../components/figure/csv.js';
import { pictureOf } from './picture.mjs';
import { rulesOf, styler } from './style.mjs';
import { all, textOf, treeOf, withClass } from './tree.mjs';

const BLOCK = /<script type="application\/json" id="(figure-[\w-]+)-taken">([^<]*)<\/script>/g;

const sourcesIn = (figure) =>
	withClass(figure, 'sources')
		.flatMap(all)
		.filter(({ name }) => name === 'li')
		.map((one) => textOf(one).trim());

/** What belongs to the figure wherever it is taken: made-up rows first of all, notes, marks, sources. */
function aboutIn(figure, banner) {
	const [title] = withClass(figure, 'sources')
		.flatMap(all)
		.filter(({ name }) => name === 'p' || name === 'summary');
	const sources = sourcesIn(figure);
	return [
		banner,
		...[...withClass(figure, 'figure-note'), ...withClass(figure, 'mark-legend')].map(textOf),
		sources.length > 0 ? `${textOf(title).trim()}: ${sources.join(' / ')}` : ''
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

/** A table that says in every row that it is made up, where it is: rows are copied without what stands above them. */
const saidInRows = ({ columns, rows }, sample) =>
	sample ? { columns: [sample.name, ...columns], rows: rows.map((row) => [sample.value, ...row]) } : { columns, rows };

/** The files of a figure: [[ending, content]], each with the name that `name` gives it. Pixels say which publication they are of, but not which release: its number is
 * put into texts when the pages are a release's. */
async function filesOf(figure, { work, title, sample, ...given }, { style, banner, pixelsOf, name }) {
	const own = aboutIn(figure, banner);
	const about = [...own, work.text];
	const { columns, rows } = saidInRows(given.rows ? given : printedTable(figure), sample);
	const subtitle = textOf(withClass(figure, 'summary')[0]).trim();
	const picture = (lines) => pictureOf(figure, { lang: work.lang, title, subtitle, style, about: lines });
	return [
		['csv', csv(columns, rows)],
		['svg', picture(about)],
		['png', await pixelsOf(picture([...own, work.name]), name('png'))],
		['bib', `${bibtex(work)}\n`],
		['ris', `${ris(work)}\n`],
		['json', JSON.stringify({ title, about: [subtitle, ...about], columns, rows })]
	];
}

function figureIn(html, id) {
	const start = html.indexOf(`<figure id="${id}"`);
	const tree = treeOf(html.slice(start, html.indexOf('</figure>', start) + '</figure>'.length));
	return all(tree).find(({ name }) => name === 'figure');
}

/**
 * A function that writes the files of every figure of a page, leaves the page without its blocks, and gives the files.
 * pixelsOf: gives the content of the PNG file of that name for an SVG text
 */
export function figureWriter(css, pixelsOf) {
	const style = styler(rulesOf(css));
	return async (page) => {
		const html = fs.readFileSync(page, 'utf8');
		const blocks = [...html.matchAll(BLOCK)];
		if (blocks.length === 0) return [];
		const without = html.replace(BLOCK, '');
		const [sample] = without.match(/<p class="sample-banner"[\s\S]*?<\/p>/) ?? [];
		const banner = sample ? textOf(treeOf(sample)).trim() : '';
		fs.writeFileSync(page, without);
		const written = blocks.map(async ([, id, block]) => {
			const name = (ending) => path.join(path.dirname(page), `${id}.${ending}`);
			const files = await filesOf(figureIn(without, id), JSON.parse(block), { style, banner, pixelsOf, name });
			return files.map(([ending, content]) => {
				fs.writeFileSync(name(ending), content);
				return name(ending);
			});
		});
		return (await Promise.all(written)).flat();
	};
}

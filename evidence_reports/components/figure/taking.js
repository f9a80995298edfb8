// What a reader takes of a figure that their own browser drew: table, drawing, address and citation, made when asked for.
// Figures of the build have them as files (scripts/take_away/).
import { handOver } from '../helpers/fetching.js';
import { fill } from '../helpers/texts.js';
import { bibtex, figureWork, plainCitation, ris } from './citation.js';
import { csv } from './csv.js';

/** What a drawing has of the styles of its page; a file has none. */
const DRAWN =
	'display fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity font-family font-size font-weight text-anchor dominant-baseline paint-order'.split(
		' '
	);

/** A drawing as the text of a file, in the colours and letters that it has on the page, and on the ground of it. */
function svgOf(drawing, title) {
	const copy = drawing.cloneNode(true);
	const [parts, copies] = [drawing, copy].map((one) => [one, ...one.querySelectorAll('*')]);
	parts.forEach((part, i) => {
		const style = getComputedStyle(part);
		copies[i].removeAttribute('class');
		for (const name of DRAWN) copies[i].style.setProperty(name, style.getPropertyValue(name));
	});
	const name = document.createElementNS('http://www.w3.org/2000/svg', 'title');
	name.textContent = title;
	const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
	for (const [key, value] of [
		['width', '100%'],
		['height', '100%'],
		['fill', getComputedStyle(document.body).backgroundColor]
	])
		ground.setAttribute(key, value);
	copy.prepend(name, ground);
	copy.removeAttribute('aria-hidden');
	copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
	return new XMLSerializer().serializeToString(copy);
}

/** A table of a page as the text of a file. */
export function tableText(table) {
	const [head, ...rows] = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
	return csv(head, rows);
}

/**
 * Puts the actions into the row under a figure. current(): { title, place, name, table }, what it shows when an action is chosen:
 * its place below a language, the name of its files and, where the figure does not show it all, the text of its table.
 */
export function offer(figure, current) {
	const { publication, texts } = JSON.parse(document.getElementById('reader-figures').textContent);
	const t = (key, values) => fill(texts[key], key, values);
	const work = () =>
		figureWork(publication, { id: figure.id, number: figure.id.replace('figure-', ''), ...current() }, t);
	const made = (name, ...content) => {
		const element = document.createElement(name);
		element.append(...content);
		return element;
	};
	const button = (ending, type, text) => {
		const one = made('button', t(`figure.file.${ending}`));
		one.type = 'button';
		one.addEventListener('click', async () => handOver(await text(), `${current().name}.${ending}`, type));
		return one;
	};
	const drawings = () => [...figure.querySelectorAll('.canvas svg')].filter((one) => one.getClientRects().length > 0);
	const link = made('a', t('figure.link'));
	link.href = location.href;
	link.addEventListener('pointerdown', () => (link.href = location.href));
	const citation = made('p');
	citation.className = 'citation';
	const files = made(
		'p',
		button('bib', 'application/x-bibtex', () => bibtex(work())),
		button('ris', 'application/x-research-info-systems', () => ris(work()))
	);
	const cite = made('details', made('summary', t('figure.cite')), citation, files);
	cite.addEventListener('toggle', () => (citation.textContent = plainCitation(work(), t)));
	// What the build wrote without knowing what is shown gives way.
	const row = figure.querySelector('.figure-actions');
	row.querySelectorAll(':scope > a[href^="#figure-"], :scope > details[id$="-cite"]').forEach((one) => one.remove());
	row.prepend(
		button('csv', 'text/csv', () => current().table?.() ?? tableText(figure.querySelector('table'))),
		// Panels are several drawings, and one alone would say too little.
		...(drawings().length === 1 ? [button('svg', 'image/svg+xml', () => svgOf(drawings()[0], current().title))] : []),
		link,
		cite
	);
}

// Lays out one handout in the browser: two pages of text and figures, then the annex with every table in full.
// The function runs inside the page, where it can measure; nothing outside it is known there.

/**
 * sheet: { html, url, place, code, words, publication, release }: the page's <main>, its address and the address as a
 * square of dark and light (null where the site has none yet), where it lies in the site, the words of words.yml.
 * Returns how many pages text and figures take.
 */
export function compose({ html, url, place, code, words, publication, release }) {
	// Of the actions under a figure its table is taken from there, see figureBlock.
	const LEFT_OUT =
		'script,style,form,button,select,input,nav,label,[hidden],.screen-only,.downloads,.switches,.visually-hidden,.tables-read,.skip-link,.place-list,.page-links,.figure-actions:not(figure *)';
	// From roomy to dense: one column with drawings for a desktop, then two with drawings for a phone, ever smaller.
	const LAYOUTS = [
		{ columns: 1, name: 'one-column', drawing: 1 },
		{ columns: 1, name: 'one-column', drawing: 0.8 },
		{ columns: 2, name: 'two-columns', drawing: 1 },
		{ columns: 2, name: 'two-columns', drawing: 0.85 },
		{ columns: 2, name: 'two-columns', drawing: 0.7 },
		{ columns: 2, name: 'two-columns dense', drawing: 0.66 },
		{ columns: 2, name: 'two-columns dense', drawing: 0.66, isFree: true }
	];
	const PAGES = 2;
	const SMALLEST_LABEL = 8; // 6 points
	const LISTED_SOURCES = 1;

	const make = (tag, className, ...children) => {
		const element = document.createElement(tag);
		if (className) element.className = className;
		element.append(...children.filter((child) => child !== null));
		return element;
	};
	const markup = (tag, className, text) => {
		const element = make(tag, className);
		element.innerHTML = text;
		return element;
	};
	const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

	const joined = (texts) => texts.join(document.documentElement.lang === 'ja' ? '；' : '; ');

	const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
	for (const element of main.querySelectorAll(LEFT_OUT)) element.remove();
	for (const link of main.querySelectorAll('a[href]')) {
		if (url) link.href = new URL(link.getAttribute('href'), url).href;
		else link.replaceWith(...link.childNodes);
	}
	for (const element of main.querySelectorAll('[id]')) element.removeAttribute('id');
	for (const list of main.querySelectorAll('ol')) {
		const items = [...list.children].map((item, i) => markup('li', null, `${i + 1}. ${item.innerHTML}`));
		list.replaceWith(make('ul', `numbered ${list.className}`, ...items));
	}
	const title = main.querySelector('h1').textContent.trim();

	const annex = [];
	const sources = new Set();

	/** Sets a table aside for the annex, with what its marks mean; returns its number there. */
	function setAside(table, name) {
		const number = say('table', { number: annex.length + 1 });
		const beside = (table.closest('.table-scroll') ?? table).nextElementSibling;
		const marks = beside?.matches('.mark-legend') ? beside.cloneNode(true) : null;
		annex.push({ number, name, table: table.cloneNode(true), marks });
		return number;
	}

	/** "Source: a; b; 3 more (end of the annex). Figures: Table A1." */
	function underFigure(found, tables) {
		const list = [...new Set([...found].map((item) => item.innerHTML.trim()))];
		for (const item of list) sources.add(item);
		const shown = list.slice(0, LISTED_SOURCES);
		if (list.length > LISTED_SOURCES) shown.push(say('more', { count: list.length - LISTED_SOURCES }));
		const parts = [];
		if (list.length > 0) parts.push(say('source', { sources: joined(shown) }));
		if (tables.length > 0) parts.push(say('see', { tables: joined(tables) }));
		return parts.length > 0 ? markup('p', 'beneath', parts.join(' ')) : null;
	}

	function figureBlock(figure) {
		const caption = figure.querySelector('figcaption');
		const name = caption.textContent.replace(/\s+/g, ' ').trim();
		const tables = [...figure.querySelectorAll('table')].map((table) => setAside(table, name));
		const canvas = figure.querySelector('.canvas');
		// What is drawn is one picture with words of its own; marked as unseen it would be none.
		for (const hidden of canvas?.querySelectorAll('[aria-hidden]') ?? []) hidden.removeAttribute('aria-hidden');
		return make(
			'div',
			'block figure',
			markup('p', `message${figure.classList.contains('message') ? ' is-message' : ''}`, caption.innerHTML),
			...[...figure.children].flatMap((child) => {
				if (child === canvas || child.matches('.summary, .legend, .break-list, .figure-note, .nothing'))
					return [child.cloneNode(true)];
				return [];
			}),
			underFigure(figure.querySelectorAll('.source'), tables)
		);
	}

	/** The page as a row of blocks that are never divided. */
	function blocksOf(parent) {
		return [...parent.children].flatMap((child) => {
			if (child.matches('.chapter-head, .sources, .mark-legend, summary')) return [];
			if (child.matches('figure')) return [figureBlock(child)];
			if (child.matches('table')) {
				const name = child.querySelector('caption')?.textContent.trim() ?? '';
				return [make('div', 'block aside', make('p', null, say('set_aside', { table: setAside(child, name), name })))];
			}
			if (child.matches('.facts')) return [make('div', 'block', child.cloneNode(true))];
			if (child.querySelector('figure, table, .facts, h2, h3') || child.matches('div, section, details, header'))
				return blocksOf(child);
			if (child.textContent.trim() === '') return [];
			return [make('div', `block${/^H\d$/.test(child.tagName) ? ' heading' : ''}`, child.cloneNode(true))];
		});
	}

	/** Headings with what follows them: what stands on one page. */
	function unitsOf(blocks) {
		const units = [];
		let open = null;
		const level = (block) => block.firstChild.tagName;
		for (const block of blocks) {
			const isHeading = block.classList.contains('heading');
			// A heading that another of its level or above follows has nothing of its own left.
			while (open && isHeading && open.length > 0 && level(open.at(-1)) >= level(block)) open.pop();
			if (open) open.push(block);
			else units.push((open = [block]));
			if (!isHeading) open = null;
		}
		// A heading that nothing follows says nothing.
		if (open) units.pop();
		return units;
	}

	function head() {
		const chapter = main.querySelector('.chapter-number')?.textContent ?? '';
		const lead = main.querySelector('.chapter-head .lead')?.innerHTML;
		return make(
			'div',
			'head',
			make(
				'div',
				null,
				make('p', 'publication', [publication, chapter].filter(Boolean).join(' | ')),
				make('h1', null, title),
				lead ? markup('p', 'lead', lead) : null
			),
			make('div', 'to-page', ...wayToPage())
		);
	}

	/** The address of the page, as a code and in letters; without one, which page of which release it is. */
	function wayToPage() {
		if (!url) return [make('p', null, `${release} ${place}`)];
		const picture = markup('div', 'code', code);
		picture.setAttribute('role', 'img');
		picture.setAttribute('aria-label', say('code', { address: url }));
		const link = make('a', null, url);
		link.href = url;
		return [picture, make('p', null, link)];
	}

	const units = unitsOf(blocksOf(main));

	/** [canvas, how far it may shrink in a column of this width so that its smallest label stays legible] */
	const floorsIn = (column) =>
		units.flat().flatMap((block) => {
			const canvas = block.querySelector('.canvas');
			if (!canvas) return [];
			canvas.style.setProperty('--drawing', 1);
			column.append(block);
			const sizes = [...canvas.querySelectorAll('svg[viewBox] text')]
				.filter((text) => text.checkVisibility())
				.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a);
			block.remove();
			// What is no drawing of one size would gain no room by becoming narrower.
			return [[canvas, sizes.length > 0 ? Math.min(1, SMALLEST_LABEL / Math.min(...sizes)) : 1]];
		});
	const floors = {};

	const isFigure = (unit) => unit.some((block) => block.classList.contains('figure'));

	/** Those wanted of the units in the columns of the pages, in their order; what finds no room is returned. A figure may
	 * stand further on than the text that follows it, never before the text that it follows. */
	function fillPages({ columns, name, drawing, isFree }, wanted) {
		document.body.className = name;
		const pages = Array.from({ length: PAGES }, (_, i) =>
			make(i === 0 ? 'main' : 'div', 'sheet', i === 0 ? head() : null, make('div', 'columns'))
		);
		document.body.replaceChildren(...pages);
		const places = pages.flatMap((page) =>
			Array.from({ length: columns }, () => {
				const column = make('div', 'column');
				page.lastChild.append(column);
				return column;
			})
		);
		floors[columns] ??= floorsIn(places[0]);
		for (const [canvas, floor] of floors[columns]) canvas.style.setProperty('--drawing', Math.max(drawing, floor));
		const at = { text: 0, figure: 0 };
		const left = wanted.filter((unit) => {
			const kind = isFigure(unit) && unit.length === 1 ? 'figure' : 'text';
			const earliest = kind === 'figure' && !isFree ? Math.max(at.text, at.figure) : at[kind];
			const place = places.findIndex((column, i) => {
				if (i < earliest) return false;
				column.append(...unit);
				const isRoom = column.scrollHeight <= column.clientHeight;
				if (!isRoom) for (const block of unit) block.remove();
				return isRoom;
			});
			// What is too tall for any column leaves the room to the next.
			if (place >= 0) at[kind] = place;
			return place < 0;
		});
		for (const page of pages.slice(1)) if (!page.querySelector('.block')) page.remove();
		return left;
	}

	/**
	 * The roomiest layout that holds all, else all but lines that only name a table of the annex (which names them all), else
	 * all but the sections behind the last figure; where none does, figures stay and the longest texts go to the annex.
	 * Returns what goes there: { closing, cut }.
	 */
	function layOut() {
		const told = units.filter((unit) => !unit.every((block) => block.matches('.heading, .aside')));
		const last = told.findLastIndex(isFigure);
		const end = told.findIndex(([first], i) => i > last && first.classList.contains('heading'));
		const upToFigures = end < 0 ? told : told.slice(0, end);
		const closing = told.slice(upToFigures.length);
		for (const wanted of [units, told, upToFigures])
			for (const layout of LAYOUTS)
				if (fillPages(layout, wanted).length === 0) return { closing: wanted === upToFigures ? closing : [], cut: [] };
		const densest = LAYOUTS.at(-1);
		const length = (unit) => unit.reduce((sum, block) => sum + block.textContent.length, 0);
		const texts = upToFigures.filter((unit) => !isFigure(unit)).sort((one, other) => length(one) - length(other));
		const without = (dropped) => upToFigures.filter((unit) => !dropped.includes(unit));
		// As few figures in the annex as can be; then text by text, the shortest first, what leaves them where they are.
		const fewest = fillPages(densest, without(texts)).length;
		let dropped = texts;
		for (const text of texts) {
			const fewer = dropped.filter((unit) => unit !== text);
			const left = fillPages(densest, without(fewer));
			if (left.every((unit) => isFigure(unit)) && left.length === fewest) dropped = fewer;
		}
		const left = fillPages(densest, without(dropped));
		return { closing, cut: upToFigures.filter((unit) => dropped.includes(unit) || left.includes(unit)) };
	}

	/** A column of two is as narrow as a telephone: what the site says for those holds there. */
	function asOnPhones() {
		const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
		const forPhones = rules.filter((rule) => /\(max-width/.test(rule.media?.mediaText ?? ''));
		const style = make('style');
		style.textContent = forPhones
			.flatMap((media) => [...media.cssRules])
			.map((rule) => `.two-columns .columns { ${rule.cssText} }`)
			.join('\n');
		document.head.querySelector('style')?.remove();
		document.head.append(style);
	}

	/** A table too wide for the page in parts, each with the first column. */
	function inParts(table, room) {
		const rows = [...table.rows];
		const widths = [...rows[0].cells].map((cell) => cell.getBoundingClientRect().width);
		const isPlain = rows.every(
			(row) => row.cells.length === widths.length && [...row.cells].every((cell) => cell.colSpan * cell.rowSpan === 1)
		);
		if (table.getBoundingClientRect().width <= room || !isPlain) return [table];
		const parts = [];
		let used = Infinity;
		widths.slice(1).forEach((width, i) => {
			if (used + width > room) {
				parts.push([]);
				used = widths[0];
			}
			parts.at(-1).push(i + 1);
			used += width;
		});
		return parts.map((columns) => {
			const part = table.cloneNode(true);
			for (const row of part.rows) {
				[...row.cells].forEach((cell, i) => i > 0 && !columns.includes(i) && cell.remove());
			}
			return part;
		});
	}

	function annexOf({ closing, cut }) {
		const left = [...cut, ...closing];
		if (annex.length === 0 && left.length === 0) return;
		const opening = make('section', 'annex', make('h1', null, say('annex')));
		document.body.append(opening);
		if (left.length > 0) {
			const rest = make('div', 'rest', cut.length > 0 ? make('h2', null, say('continued')) : null);
			rest.append(...left.map((unit) => make('div', 'unit', ...unit)));
			opening.append(rest);
		}
		// Text and figures stay upright, whatever the tables do: a figure may be higher than a page on its side.
		const section = left.length > 0 ? make('section', 'annex') : opening;
		if (section !== opening) document.body.append(section);
		for (const { number, name, table, marks } of annex) {
			table.querySelector('caption')?.remove();
			section.append(make('div', 'entry', make('h2', null, `${number} ${name}`), table, marks));
		}
		// Upright as long as all tables have room.
		if (annex.some(({ table }) => table.offsetWidth > section.clientWidth)) section.classList.add('wide');
		for (const { table } of annex) table.replaceWith(...inParts(table, section.clientWidth));
		if (sources.size > 0) {
			const list = make('ul', 'all-sources', ...[...sources].map((text) => markup('li', null, text)));
			section.append(make('div', 'entry', make('h2', null, say('sources')), list));
		}
	}

	/** No level is left out, whatever the page skips or the annex has taken. */
	function levelHeadings() {
		let last = 0;
		for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5')) {
			const level = Math.min(Number(heading.tagName[1]), last + 1);
			if (heading.tagName !== `H${level}`) heading.replaceWith(markup(`h${level}`, null, heading.innerHTML));
			last = level;
		}
	}

	document.title = `${title} | ${publication} | ${release}`;
	document.documentElement.style.setProperty('--foot', JSON.stringify(`${publication} | ${release}`));
	asOnPhones();
	const left = layOut();
	const pages = document.querySelectorAll('.sheet').length;
	annexOf(left);
	levelHeadings();
	return pages;
}

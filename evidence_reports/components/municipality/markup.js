// Markup that the page of a municipality is made of, as text: the same at build and in the browser.
// Every value passes through `escape`; nothing received is ever taken as markup.

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/** Japanese words on a page of any language. */
export const japanese = (text) => `<span lang="ja">${escape(text)}</span>`;

/** A mark that is no dot and no ring: a ring says that a figure is second-hand. */
export const diamond = (x, y, color) =>
	`<path class="dot ${color}" transform="translate(${x} ${y})" d="M0-5L5 0 0 5-5 0Z"/>`;

/** [label, markup] pairs as the short list at the head of a profile. */
export const factList = (pairs) =>
	`<dl class="facts profile-facts">${pairs.map(([label, markup]) => `<div><dt>${escape(label)}</dt><dd>${markup}</dd></div>`).join('')}</dl>`;

/**
 * columns: [{ label, kind }], kind a class such as "numeric"; rows: lists of markup, the first cell
 * heads the row. On a narrow screen each row becomes a card whose lines are named by the labels; the
 * roles are spelt out, since a browser forgets them where cells are no longer laid out as such.
 */
export function table(id, caption, columns, rows) {
	const kindOf = ({ kind }) => (kind ? ` class="${kind}"` : '');
	const head = columns.map((one) => `<th scope="col" role="columnheader"${kindOf(one)}>${escape(one.label)}</th>`);
	const cell = (markup, column) =>
		`<td role="cell"${markup && ` data-label="${escape(column.label)}"`}${kindOf(column)}>${markup}</td>`;
	const body = rows.map(
		([first, ...others]) =>
			`<tr role="row"><th scope="row" role="rowheader"${kindOf(columns[0])}>${first}</th>` +
			`${others.map((markup, i) => cell(markup, columns[i + 1])).join('')}</tr>`
	);
	return (
		`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="${id}"><table class="cards" role="table">` +
		`<caption id="${id}" class="quiet">${escape(caption)}</caption>` +
		`<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>` +
		`<tbody role="rowgroup">${body.join('')}</tbody></table></div>`
	);
}

/** Where figures come from: [{ anchor, text }], linked to the register of sources. */
export function sources(t, home, list) {
	const items = list.map(
		(one) => `<li class="source"><a href="${home}sources/#${escape(one.anchor)}">${escape(one.text)}</a></li>`
	);
	return `<div class="sources"><p>${escape(t('figure.source'))}</p><ul>${items.join('')}</ul></div>`;
}

/** The published tables behind a figure, each linked to the place that says how it is computed. */
export const howComputed = (t, home, tables) =>
	`<div class="figure-actions"><span>${escape(t('figure.how'))}</span>` +
	tables.map((name) => `<a href="${home}data/${name}/#how"><code>${name}</code></a>`).join('') +
	'</div>';

/** The frame of a drawing, as Figure.svelte makes it. */
export function figure(t, { number, title, summary, legend = '', drawing, notes = [], behind, from }) {
	return (
		`<figure id="figure-${number}"><figcaption><span class="figure-number">${escape(t('figure.number', { number }))}</span> ` +
		`${escape(title)}</figcaption><p class="summary">${escape(summary)}</p>${legend}` +
		`<div class="canvas" role="img" aria-label="${escape(t('figure.alternative', { title, summary }))}">${drawing}</div>` +
		notes.map((note) => `<p class="figure-note">${escape(note)}</p>`).join('') +
		`<details><summary>${escape(t('figure.table'))}<span class="visually-hidden">${escape(t('figure.table_of', { title }))}</span></summary>` +
		`${behind}</details>${from}</figure>`
	);
}

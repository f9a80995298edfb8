// Markup that the page of a municipality is made of, as text: the same at build and in the browser.
// Every value passes through `escape`; nothing received is ever taken as markup.

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/** Japanese words on a page of any language. */
export const japanese = (text) => `<span lang="ja">${escape(text)}</span>`;

/** [label, markup] pairs as the short list at the head of a profile. */
export const factList = (pairs) =>
	`<dl class="facts profile-facts">${pairs.map(([label, markup]) => `<div><dt>${escape(label)}</dt><dd>${markup}</dd></div>`).join('')}</dl>`;

/** columns: [{ label, numeric, tight }]; rows: lists of markup, the first cell heads the row. */
export function table(id, caption, columns, rows, quiet = false) {
	const kind = (column) => [column.numeric && 'numeric', column.tight && 'tight'].filter(Boolean).join(' ');
	const attribute = (column) => (kind(column) ? ` class="${kind(column)}"` : '');
	const head = columns.map((one) => `<th scope="col"${attribute(one)}>${escape(one.label)}</th>`).join('');
	const body = rows
		.map((cells) => {
			const inner = cells.map((markup, i) =>
				i === 0
					? `<th scope="row"${attribute(columns[i])}>${markup}</th>`
					: `<td${attribute(columns[i])}>${markup}</td>`
			);
			return `<tr>${inner.join('')}</tr>`;
		})
		.join('');
	return (
		`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="${id}"><table>` +
		`<caption id="${id}"${quiet ? ' class="quiet"' : ''}>${escape(caption)}</caption>` +
		`<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
	);
}

/** Where figures come from: [{ anchor, text }], linked to the register of sources. */
export function sources(t, home, list) {
	const items = list.map(
		(one) => `<li class="source"><a href="${home}sources/#${escape(one.anchor)}">${escape(one.text)}</a></li>`
	);
	return `<div class="sources"><p>${escape(t('figure.source'))}</p><ul>${items.join('')}</ul></div>`;
}

/** The frame of a drawing, as Figure.svelte makes it. */
export function figure(t, { number, title, summary, legend = '', drawing, notes = [], behind, from }) {
	return (
		`<figure id="figure-${number}"><figcaption><span class="figure-number">${escape(t('figure.number', { number }))}</span> ` +
		`${escape(title)}</figcaption><p class="summary">${escape(summary)}</p>${legend}` +
		`<div class="canvas" role="img" aria-label="${escape(t('figure.spoken', { title, summary }))}">${drawing}</div>` +
		notes.map((note) => `<p class="figure-note">${escape(note)}</p>`).join('') +
		`<details><summary>${escape(t('figure.table'))}<span class="visually-hidden"> (${escape(title)})</span></summary>` +
		`${behind}</details>${from}</figure>`
	);
}

// Blocks of data in a page: no browser runs them, and no text in them can end them.

const inScript = (content) => JSON.stringify(content).replaceAll('<', '\\u003c');

/** schema.org for search engines: <script type="application/ld+json">…</script>, each < in it escaped. */
export const dataBlock = (content) => `<script type="application/ld+json">${inScript(content)}</` + 'script>';

/** What the page's own script reads. */
export const jsonBlock = (id, content) =>
	`<script type="application/json" id="${id}">${inScript(content)}</` + 'script>';

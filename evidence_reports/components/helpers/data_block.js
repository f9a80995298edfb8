// schema.org as a data block for search engines: no browser runs it, and no text in it can end it.

/** <script type="application/ld+json">…</script>, each < in it escaped. */
export const dataBlock = (content) =>
	`<script type="application/ld+json">${JSON.stringify(content).replaceAll('<', '\\u003c')}</` + 'script>';

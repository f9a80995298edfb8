// What app.html leaves open per page: the language in <html lang="…">, and whether the security policy lets the page
// load its script and its files. What a page reads is noted for scripts/draw.mjs, and what went wrong on one is told
// before anything else happens.
import { writeSync } from 'node:fs';
import { SCRIPTS } from '$lib/helpers/scripts.js';
import { noting } from '$lib/server/reads.js';

const WITH_SCRIPT = Object.keys(SCRIPTS).map((name) => `/[lang]/${name}`);

/** @type {import('@sveltejs/kit').Handle} */
export function handle({ event, resolve }) {
	const lang = event.params.lang ?? 'ja';
	const scripts = WITH_SCRIPT.includes(event.route.id) ? "'self'" : "'none'";
	return noting(event.platform?.reads, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', lang).replaceAll('%scripts%', scripts)
		})
	);
}

/**
 * Written at once: the process ends with the first page that cannot be rendered, and what it still had to print is
 * lost where the database engine ends badly on the way. Of an address without a page the drawing says who links to it.
 *
 * @type {import('@sveltejs/kit').HandleServerError}
 */
export function handleError({ error, status, message }) {
	if (status !== 404) writeSync(2, `${error instanceof Error ? error.stack : error}\n`);
	return { message };
}

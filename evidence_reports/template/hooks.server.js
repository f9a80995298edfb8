// One job: what app.html leaves open per page: the language in <html lang="…">, and whether the
// security policy lets the page load its script and its files.
import { SCRIPTS } from '$lib/helpers/scripts.js';

const WITH_SCRIPT = Object.keys(SCRIPTS).map((name) => `/[lang]/${name}`);

/** @type {import('@sveltejs/kit').Handle} */
export function handle({ event, resolve }) {
	const lang = event.params.lang ?? 'ja';
	const scripts = WITH_SCRIPT.includes(event.route.id) ? "'self'" : "'none'";
	return resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', lang).replaceAll('%scripts%', scripts)
	});
}

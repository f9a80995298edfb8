// One job: what app.html leaves open per page: the language in <html lang="…">, and whether the
// security policy lets the page load the site's own script and files. Every other page may load none.

const WITH_SCRIPT = '/[lang]/municipalities';

/** @type {import('@sveltejs/kit').Handle} */
export function handle({ event, resolve }) {
	const lang = event.params.lang ?? 'ja';
	const scripts = event.route.id === WITH_SCRIPT ? "'self'" : "'none'";
	return resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', lang).replaceAll('%scripts%', scripts)
	});
}

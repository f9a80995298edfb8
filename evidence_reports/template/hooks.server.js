// One job: the language of the page goes into <html lang="…">.

/** @type {import('@sveltejs/kit').Handle} */
export function handle({ event, resolve }) {
	const lang = event.params.lang ?? 'ja';
	return resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', lang)
	});
}

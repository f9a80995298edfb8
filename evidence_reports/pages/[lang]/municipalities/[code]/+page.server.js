// One page per municipality and language. This folder is built only where SITE_MUNICIPALITY_PAGES
// is "all" (scripts/template.mjs leaves it out otherwise).
import { LANGUAGES } from '$lib/helpers/labels.js';
import { headingOf, find, profile } from '$lib/municipality/profile.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';

export async function entries() {
	const { model } = await municipalitiesIn('ja');
	return LANGUAGES.flatMap((lang) => model.municipalities.map(({ code }) => ({ lang, code })));
}

export async function load({ params }) {
	const { hasSample, model } = await municipalitiesIn(params.lang);
	const here = { ...model, home: '../../' };
	return {
		hasSample,
		heading: headingOf(here, find(here, params.code)),
		html: profile(here, params.code)
	};
}

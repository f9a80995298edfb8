// One page per municipality and language. This folder is built only where SITE_MUNICIPALITY_PAGES
// asks for pages (scripts/template.mjs leaves it out otherwise).
import { find, headingOf } from '$lib/municipality/model.js';
import { profile } from '$lib/municipality/profile.js';
import { municipalityFigures } from '$lib/server/municipality_figures.js';
import { arrangementsIn } from '$lib/server/places.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';

export async function load({ params }) {
	const { hasSample, model, own } = await municipalitiesIn(params.lang);
	const here = { ...model, home: '../../' };
	const place = find(here, params.code);
	const { dates, of, hasSample: figuresHaveSample } = await municipalityFigures();
	const figures = { dates, own: of[place.code] };
	return {
		hasSample: hasSample || figuresHaveSample,
		heading: headingOf(here, place),
		html: profile(here, place, own[place.code], figures, await arrangementsIn(params.lang))
	};
}

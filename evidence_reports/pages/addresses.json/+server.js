// For scripts/draw.mjs, and no part of the site: where it begins to draw. Pages are found by the links of others; here stand
// those that none links to, and the files that pages with a script read.
import { json } from '@sveltejs/kit';
import { partOf } from '$lib/helpers/fetching.js';
import { LANGUAGES } from '$lib/helpers/labels.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';
import { municipalitiesWithPages, somePages } from '$lib/server/municipality_pages.js';
import { tables } from '$lib/server/reports.js';

async function addresses() {
	const { municipalities, indicators } = await tables({
		municipalities: 'select municipality_code6 as code from reports.municipality_profile order by code',
		indicators: 'select indicator_id as id from reports.indicator order by position'
	});
	const parts = [...new Set(municipalities.map(({ code }) => partOf(code)))];
	const places = somePages() ? municipalitiesWithPages((await municipalitiesIn('ja')).model) : [];
	return [
		'/',
		'/404/',
		'/data/finder.json',
		...indicators.map(({ id }) => `/data/indicators/${id}.json`),
		...parts.map((part) => `/data/municipalities/${part}.json`),
		...LANGUAGES.flatMap((lang) => [
			`/data/places/${lang}.json`,
			`/data/arrangements/${lang}.json`,
			`/${lang}/finder/finder.csv`,
			...parts.map((part) => `/${lang}/municipalities/${part}.json`),
			...places.map(({ code }) => `/${lang}/municipalities/${code}/`)
		])
	];
}

export const GET = async () => json(await addresses());

// For scripts/draw.mjs, and no part of the site: where it begins to draw. Pages are found by the links of others; here stand
// those that none links to, and the files that pages with a script read.
import { json } from '@sveltejs/kit';
import { LANGUAGES } from '$lib/helpers/labels.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';
import { municipalitiesWithPages, somePages } from '$lib/server/municipality_pages.js';
import { tables } from '$lib/server/reports.js';

async function addresses() {
	const { prefectures, indicators } = await tables({
		prefectures: 'select distinct prefecture_code as code from reports.municipality_profile order by code',
		indicators: 'select indicator_id as id from reports.indicator order by position'
	});
	const places = somePages() ? municipalitiesWithPages((await municipalitiesIn('ja')).model) : [];
	return [
		'/',
		'/404/',
		'/data/finder.json',
		...indicators.map(({ id }) => `/data/indicators/${id}.json`),
		...prefectures.map(({ code }) => `/data/municipalities/${code}.json`),
		...LANGUAGES.flatMap((lang) => [
			`/data/places/${lang}.json`,
			`/data/arrangements/${lang}.json`,
			`/${lang}/finder/finder.csv`,
			...prefectures.map(({ code }) => `/${lang}/municipalities/${code}.json`),
			...places.map(({ code }) => `/${lang}/municipalities/${code}/`)
		])
	];
}

export const GET = async () => json(await addresses());

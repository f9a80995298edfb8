// What belongs to each municipality of one prefecture, as a file beside the page that reads it.
import { json } from '@sveltejs/kit';
import { LANGUAGES } from '$lib/helpers/labels.js';
import { neighboursOf } from '$lib/municipality/model.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';

export const prerender = true;

export async function entries() {
	const { model } = await municipalitiesIn('ja');
	return LANGUAGES.flatMap((lang) => model.prefectures.map(({ code }) => ({ lang, prefecture: code })));
}

export async function GET({ params }) {
	const { model, own } = await municipalitiesIn(params.lang);
	return json(Object.fromEntries(neighboursOf(model, params.prefecture).map(({ code }) => [code, own[code]])));
}

// What belongs to each municipality of one part, as a file beside the page that reads it.
import { json } from '@sveltejs/kit';
import { partOf } from '$lib/helpers/fetching.js';
import { columnsOf } from '$lib/municipality/pack.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';

export async function GET({ params }) {
	const { model, own } = await municipalitiesIn(params.lang);
	const there = model.municipalities.filter(({ code }) => partOf(code) === params.part);
	return json(columnsOf(Object.fromEntries(there.map(({ code }) => [code, own[code]]))));
}

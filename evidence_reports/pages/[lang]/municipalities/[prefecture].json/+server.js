// What belongs to each municipality of one prefecture, as a file beside the page that reads it.
import { json } from '@sveltejs/kit';
import { neighboursOf } from '$lib/municipality/model.js';
import { columnsOf } from '$lib/municipality/pack.js';
import { municipalitiesIn } from '$lib/server/municipalities.js';

export async function GET({ params }) {
	const { model, own } = await municipalitiesIn(params.lang);
	return json(
		columnsOf(Object.fromEntries(neighboursOf(model, params.prefecture).map(({ code }) => [code, own[code]])))
	);
}

import { municipalitiesIn } from '$lib/server/municipalities.js';
import { municipalitiesWithPages } from '$lib/server/municipality_pages.js';
import { pack } from '$lib/municipality/pack.js';
import { neighboursOf } from '$lib/municipality/model.js';

export async function load({ params }) {
	const { hasSample, model, tables } = await municipalitiesIn(params.lang);
	const withPages = municipalitiesWithPages(model);
	return {
		hasSample,
		...tables,
		// As text of a data block: "<" would end it early.
		packed: JSON.stringify(pack(model)).replaceAll('<', '\\u003c'),
		// By prefecture, where the build was asked for pages of their own.
		pages: model.prefectures
			.map(({ code, name }) => ({
				name,
				places: neighboursOf({ municipalities: withPages }, code).map((one) => ({ code: one.code, name: one.name }))
			}))
			.filter(({ places }) => places.length > 0)
	};
}

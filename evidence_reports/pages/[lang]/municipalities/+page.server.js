import { municipalitiesIn } from '$lib/server/municipalities.js';
import { pack } from '$lib/municipality/pack.js';

export { entries } from '$lib/helpers/pages.js';

export async function load({ params }) {
	const { hasSample, model, tables } = await municipalitiesIn(params.lang);
	return {
		hasSample,
		...tables,
		// As text of a data block: "<" would end it early.
		packed: JSON.stringify(pack(model)).replaceAll('<', '\\u003c'),
		// Every municipality has a page of its own where the build was asked for it.
		pages:
			process.env.SITE_MUNICIPALITY_PAGES === 'all'
				? model.municipalities.map(({ code, name, prefecture }) => ({ code, name, prefecture }))
				: []
	};
}

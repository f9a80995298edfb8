// Which municipalities get a page of their own: none, all, or those of a list of codes
// (SITE_MUNICIPALITY_PAGES, see scripts/build.mjs).
import { find } from '../municipality/model.js';

const wanted = process.env.SITE_MUNICIPALITY_PAGES || 'none';

/** Whether there are pages of single municipalities at all. */
export const somePages = () => wanted !== 'none';

export function municipalitiesWithPages(model) {
	if (!somePages()) return [];
	if (wanted === 'all') return model.municipalities;
	return wanted.split(',').map((code) => {
		const place = find(model, code);
		if (!place) throw new Error(`SITE_MUNICIPALITY_PAGES: no municipality of today has the code ${code}`);
		return place;
	});
}

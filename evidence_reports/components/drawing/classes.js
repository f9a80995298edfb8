// Words for the five colour classes of a map: below the first limit, between two, above the last.
import { label } from '../helpers/labels.js';
import { shortNumber } from '../helpers/format.js';

export function classTexts(lang, limits) {
	const show = (value) => shortNumber(value, lang);
	const between = limits.slice(1).map((to, i) => label(lang, 'map.between', { from: show(limits[i]), to: show(to) }));
	return [
		label(lang, 'map.below', { limit: show(limits[0]) }),
		...between,
		label(lang, 'map.above', { limit: show(limits.at(-1)) })
	];
}

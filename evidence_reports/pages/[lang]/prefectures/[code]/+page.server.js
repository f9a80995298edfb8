// One page per prefecture and language.
import { field, label } from '$lib/helpers/labels.js';
import { outlook, outlookTitle, seriesOf } from '$lib/municipality/outlook.js';
import { figureNumber } from '$lib/helpers/pages.js';
import { pathSources } from '$lib/server/municipality_figures.js';
import { prefecture } from '$lib/server/prefectures.js';

export async function load({ params: { lang, code } }) {
	const { paths, path, dates, lacking, ...found } = await prefecture(code);
	const t = (key, values) => label(lang, key, values);
	const caveat = field(paths.find((row) => row.indicator_id === 'projected_population') ?? {}, 'caveat', lang) ?? '';
	const name = field(found.prefecture, 'prefecture', lang);
	const series = seriesOf(dates, path);
	return {
		...found,
		outlookTitle: outlookTitle(t, lang, name, series),
		outlook: outlook(t, lang, '../../', {
			name,
			number: figureNumber('municipalities', 2),
			series,
			from: pathSources(paths, lang),
			none: {
				key: lacking > 0 ? 'prefecture.lacking' : 'prefecture.no_projection',
				values: { count: lacking, caveat }
			},
			id: 'prefecture-outlook'
		})
	};
}

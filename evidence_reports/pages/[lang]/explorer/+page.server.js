import { label, textsOf } from '$lib/helpers/labels.js';
import { defaults } from '$lib/explorer/choice.js';
import { pictureOf, table } from '$lib/explorer/view.js';
import { indicatorFile, indicatorsIn } from '$lib/server/explorer.js';
import { placesIn } from '$lib/server/places.js';

const SCRIPT_TEXTS = ['explorer.', 'figure.alternative', 'status.long.not_available', 'status.short.not_available'];

export async function load({ params: { lang } }) {
	const { hasSample, indicators } = await indicatorsIn(lang);
	const places = await placesIn(lang);
	const choice = defaults();
	const pair = Object.fromEntries(['x', 'y'].map((axis) => [axis, indicators.find((one) => one.id === choice[axis])]));
	const files = { x: await indicatorFile(choice.x), y: await indicatorFile(choice.y) };
	const t = (key, values) => label(lang, key, values);
	const picture = pictureOf({ t, lang, places, pair, files, choice });
	const { title, summary, drawings, notes } = picture;
	return {
		hasSample,
		choice,
		indicators: indicators.map(({ id, name, source }) => ({ id, name, source })),
		prefectures: places.prefectures,
		picture: { title, summary, drawing: drawings.map((draw) => draw()).join(''), notes },
		table: table(t, lang, '../', { ...picture, pair }, choice.shown, choice),
		shared: JSON.stringify({
			lang,
			home: '../',
			data: '../../data/',
			texts: textsOf(lang, ...SCRIPT_TEXTS),
			indicators
		}).replaceAll('<', '\\u003c')
	};
}

import { textsOf } from '$lib/helpers/labels.js';
import { answer, lineOf, modelOf } from '$lib/finder/model.js';
import { defaults } from '$lib/finder/choice.js';
import { rangesOf } from '$lib/finder/score.js';
import { finderNumbers, inputsIn, readFinder } from '$lib/server/finder.js';
import { arrangementsIn, placesIn, readPlaces } from '$lib/server/places.js';

const SCRIPT_TEXTS = ['finder.', 'status.long.not_available'];

export async function load({ params: { lang } }) {
	const [inputs, places, numbers, arrangements] = [
		await inputsIn(lang),
		await placesIn(lang),
		await finderNumbers(),
		await arrangementsIn(lang)
	];
	const { files, hasSample, scores } = await readFinder();
	const model = modelOf(inputs, places, numbers, arrangements);
	const choice = defaults(inputs);
	const found = answer(model, choice);
	const range = rangesOf(model.data, found.weights);
	const lines = found.order.slice(0, choice.shown).map((i) => lineOf(model, found, range, i));
	return {
		hasSample: hasSample || (await readPlaces()).hasSample,
		inputs,
		lines,
		size: model.codes.length,
		side: choice.side,
		prefectures: places.prefectures,
		arrangementCount: Object.values(arrangements).flat().length,
		entrustingCount: Object.keys(arrangements).length,
		incomplete: scores.filter((row) => row.side === choice.side && row.missing_input_count > 0).length,
		files,
		shared: JSON.stringify({
			lang,
			home: '../',
			data: '../../data/',
			texts: textsOf(lang, ...SCRIPT_TEXTS),
			inputs: inputs.map(({ id, side, points, of, name }) => ({ id, side, points, of, name }))
		}).replaceAll('<', '\\u003c')
	};
}

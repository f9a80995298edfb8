// The ranking by the default weights as a file, for readers without script; with one the page makes the reader's own.
import { answer, modelOf, takeawayOf } from '$lib/finder/model.js';
import { defaults } from '$lib/finder/choice.js';
import { rangesOf } from '$lib/finder/score.js';
import { file } from '$lib/finder/takeaway.js';
import { finderNumbers, inputsIn } from '$lib/server/finder.js';
import { arrangementsIn, placesIn } from '$lib/server/places.js';

export async function GET({ params: { lang } }) {
	const inputs = await inputsIn(lang);
	const model = modelOf(inputs, await placesIn(lang), await finderNumbers(), await arrangementsIn(lang));
	const choice = defaults(inputs);
	const found = answer(model, choice);
	const { inputs: used, list } = takeawayOf(model, choice, found, rangesOf(model.data, found.weights));
	return new Response(file(choice.side, used, list), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}

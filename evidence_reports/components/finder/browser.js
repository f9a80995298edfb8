// The script of the finder: ranks again when a weight or a filter changes. What it knows of the municipalities lies in
// files beside the page, read when the reader begins to choose. Nothing is sent or stored; the address holds the choice.
import { handOver, offerPlaces, partOf, placeNamed, reader } from '../helpers/fetching.js';
import { fill } from '../helpers/texts.js';
import { number } from '../helpers/format.js';
import { choiceOf, defaults, hashOf, moreRows } from './choice.js';
import { answer, lineOf, modelOf, takeawayOf } from './model.js';
import { drawnAround, noRange, widen } from './score.js';
import { file } from './takeaway.js';
import { entrusting, fillRanges, rows } from './view.js';

const element = (id) => document.getElementById(id);
const { lang, home, data, texts, inputs } = JSON.parse(element('finder-data').textContent);
const t = (key, values) => fill(texts[key], key, values);
const form = element('finder-form');
const languageSwitch = document.querySelector('.language-switch');
const otherLanguage = languageSwitch.getAttribute('href');
// Sets of weights are drawn for as long as this before the reader's next move is heard.
const SLICE_MS = 8;

let choice = choiceOf(location.hash, inputs);
/** What is shown: { found, range }; found is null where no weight is left, and nothing is shown before the first choice. */
let shown = null;

const read = reader(data);

let places;
let loaded;
/** What the files say of all municipalities, put together once. */
async function load() {
	const files = await Promise.all([`places/${lang}`, 'finder', `arrangements/${lang}`].map(read));
	if (!loaded) {
		[places] = files;
		loaded = modelOf(inputs, ...files);
	}
	return loaded;
}

const heading = (i) => t('finder.heading', { name: loaded.names[i], prefecture: loaded.prefectureOf(i) });

/** What is chosen, from the controls; the municipality is read by itself, since it is typed. */
function chosen() {
	return {
		...choice,
		side: form.querySelector('[name="side"]:checked').value,
		points: inputs.map((one) => Number(element(`weight-${one.id}`).value)),
		prefecture: element('finder-prefecture').value,
		none: element('finder-none').checked,
		shown: defaults(inputs).shown
	};
}

/** The controls, from what is chosen. */
function setControls(model) {
	form.querySelector(`[name="side"][value="${choice.side}"]`).checked = true;
	inputs.forEach((one, i) => (element(`weight-${one.id}`).value = choice.points[i]));
	element('finder-prefecture').value = choice.prefecture;
	element('finder-none').checked = choice.none;
	element('finder-like').value = model?.at.has(choice.like) ? heading(model.at.get(choice.like)) : '';
}

function showWeights() {
	inputs.forEach((one, i) => (element(`points-${one.id}`).textContent = choice.points[i]));
	const counting = inputs.filter((one) => choice.side === 'combined' || one.side === choice.side);
	for (const one of inputs) element(`row-${one.id}`).classList.toggle('idle', !counting.includes(one));
	element('finder-printed').textContent = t('finder.printed', {
		side: t(`finder.side.${choice.side}`),
		weights: counting
			.map((one) => `${one.name} ${choice.points[inputs.indexOf(one)]}`)
			.join(lang === 'ja' ? '、' : ', ')
	});
}

function writeAddress() {
	const hash = hashOf(choice, inputs);
	if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
	languageSwitch.href = otherLanguage + hash;
}

let round = 0;
/** Draws the ranges after the ranks, a few sets of weights at a time, unless the reader has moved on. */
function drawRanges(model, found, done) {
	const mine = (round += 1);
	const sets = drawnAround(found.weights);
	const range = noRange(model.data);
	function slice() {
		if (mine !== round) return;
		const until = performance.now() + SLICE_MS;
		do widen(range, model.data, sets.pop());
		while (sets.length > 0 && performance.now() < until);
		if (sets.length > 0) setTimeout(slice);
		else done(range);
	}
	setTimeout(slice);
}

/** Who is listed: those like the municipality chosen, or all in the order of their ranks. */
function listed(model, found, like) {
	const candidates = like ? like.map(([code]) => model.at.get(code)) : found.order;
	return candidates.filter(
		(i) =>
			(!choice.prefecture || model.codes[i].startsWith(choice.prefecture)) &&
			(!choice.none || model.arrangementsOf(model.codes[i]).length === 0)
	);
}

function statusText(model, found, list, own) {
	const names = list.slice(0, 3).map((i) => model.names[i]);
	const first = names.length > 0 ? names.join(lang === 'ja' ? '、' : ', ') : t('finder.nobody');
	const parts = [t(own === undefined ? 'finder.status_first' : 'finder.status_like', { names: first })];
	if (own !== undefined)
		parts.push(
			t('finder.status_own', {
				name: model.names[own],
				rank: found.ranks[own] === null ? t('finder.no_rank') : number(found.ranks[own], lang)
			})
		);
	parts.push(t('finder.status_count', { count: number(list.length, lang) }));
	return parts.join(lang === 'ja' ? '' : ' ');
}

function captionText(model, list, visible, own) {
	const counts = {
		shown: number(visible, lang),
		all: number(list.length, lang),
		side: t(`finder.side.${choice.side}`)
	};
	return own === undefined
		? t('finder.caption', counts)
		: t('finder.caption_like', { ...counts, name: model.names[own] });
}

function showEntrusting(model, entrustingOf) {
	const part = element('finder-entrusting');
	if (!entrustingOf) {
		part.textContent = t('finder.entrusting_choose');
		return;
	}
	const list = entrustingOf.map(([code, distance]) => {
		const i = model.at.get(code);
		return {
			code,
			distance,
			name: model.names[i],
			prefecture: model.prefectureOf(i),
			arrangements: model.arrangementsOf(code)
		};
	});
	if (list.length === 0) part.textContent = t('finder.entrusting_nobody');
	else part.innerHTML = entrusting(t, lang, home, list);
}

let alike = null;
/** The neighbours of the municipality chosen, once they are read; none where none is chosen. */
async function readAlike() {
	const { like } = choice;
	if (!like) alike = null;
	else if (alike?.code !== like) {
		const figures = await read(`municipalities/${partOf(like)}`);
		// Another one may have been chosen in the meantime.
		if (choice.like === like) alike = { code: like, ...figures.of[like] };
	}
}

/** Ranks, lines and status at once; the ranges follow. */
function show(model) {
	showWeights();
	const found = answer(model, choice);
	const body = element('ranking');
	round += 1;
	if (!found) {
		element('finder-status').textContent = t('finder.no_weights');
		body.replaceChildren();
		element('finder-more').hidden = true;
		shown = { found };
		return writeAddress();
	}
	const like = alike?.code === choice.like ? alike.like : null;
	const own = like ? model.at.get(choice.like) : undefined;
	const list = listed(model, found, like);
	const visible = list.slice(0, choice.shown);
	const lines = [...(own === undefined ? [] : [own]), ...visible.filter((i) => i !== own)];
	const lineIn = (range) => (i) => ({ ...lineOf(model, found, range, i), own: i === own });
	body.innerHTML = rows(t, lang, home, lines.map(lineIn(null)), model.codes.length);
	body.setAttribute('aria-busy', 'true');
	element('ranking-caption').textContent = captionText(model, list, visible.length, own);
	element('finder-status').textContent = statusText(model, found, list, own);
	element('finder-more').hidden = visible.length === list.length;
	shown = { found, range: null };
	drawRanges(model, found, (range) => {
		shown.range = range;
		const lineOfCode = (code) => lineIn(range)(model.at.get(code));
		fillRanges(body, t, lang, model.codes.length, lineOfCode);
		body.removeAttribute('aria-busy');
		writeAddress();
	});
}

function fail(reason) {
	console.warn(reason);
	element('finder-status').textContent = t('finder.unreadable');
}

async function update(next) {
	choice = next;
	try {
		const model = await load();
		if (!model.at.has(choice.like)) choice.like = '';
		if ((alike?.code ?? '') !== choice.like) await readAlike();
		show(model);
		showEntrusting(model, alike?.entrusting);
		return model;
	} catch (reason) {
		return fail(reason);
	}
}

/** Every range that is still being drawn, drawn now: for the file. */
function wholeRange(model) {
	shown.range ??= drawnAround(shown.found.weights).reduce(
		(range, one) => widen(range, model.data, one),
		noRange(model.data)
	);
	return shown.range;
}

async function takeAway(event) {
	// Without a choice the file of the build is what is asked for.
	if (!shown) return;
	event.preventDefault();
	if (!shown.found) return;
	const model = await load();
	const { inputs: used, list } = takeawayOf(model, choice, shown.found, wholeRange(model));
	handOver(file(choice.side, used, list), `finder_${choice.side}.csv`);
}

async function offerNames() {
	if (await load().catch(fail)) offerPlaces(element('finder-names'), places, heading);
}

async function chooseLike() {
	const text = element('finder-like').value;
	if (!(await load().catch(fail))) return;
	const code = text.trim() === '' ? '' : placeNamed(places, heading, text);
	element('finder-like-problem').textContent = code === null ? t('finder.unknown', { text }) : '';
	if (code !== null && code !== choice.like) await update({ ...chosen(), like: code });
}

form.addEventListener('input', (event) => {
	if (event.target.id === 'finder-like') {
		// Chosen from the list, it is a name in full; while it is typed, nothing is said of it.
		if (element('finder-names').querySelector(`option[value="${CSS.escape(event.target.value)}"]`)) chooseLike();
	} else update(chosen());
});
element('finder-like').addEventListener('change', chooseLike);
element('finder-like').addEventListener('focus', offerNames);
form.addEventListener('submit', (event) => event.preventDefault());
// The reader turns to the form: what the first choice needs is read before it is made.
for (const kind of ['focusin', 'pointerover'])
	form.addEventListener(kind, () => load().catch(() => {}), { once: true });
element('finder-reset').addEventListener('click', async () => {
	element('finder-like-problem').textContent = '';
	const model = await update(defaults(inputs));
	if (model) setControls(model);
});
element('finder-more').addEventListener('click', () => update(moreRows(choice)));
element('finder-file').addEventListener('click', takeAway);
window.addEventListener('hashchange', arrive);

async function arrive() {
	const model = await update(choiceOf(location.hash, inputs));
	if (model) setControls(model);
}

element('finder-controls').disabled = false;
if (location.hash) arrive();
else setControls(null);

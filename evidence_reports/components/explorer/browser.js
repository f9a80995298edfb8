// The script of the explorer: draws again when an indicator or a municipality is chosen, from files beside the page.
// Nothing is sent or stored; the address holds the choice.
import { offerPlaces, partOf, placeNamed, reader } from '../helpers/fetching.js';
import { fill } from '../helpers/texts.js';
import { offer } from '../figure/taking.js';
import { choiceOf, FIRST_ROWS, hashOf } from './choice.js';
import { areasOf } from './points.js';
import { file, pictureOf, table } from './view.js';

const element = (id) => document.getElementById(id);
const { lang, home, data, texts, indicators } = JSON.parse(element('explorer-data').textContent);
const t = (key, values) => fill(texts[key], key, values);
const form = element('explorer-form');
const languageSwitch = document.querySelector('.language-switch');
const otherLanguage = languageSwitch.getAttribute('href');
const read = reader(data);

const indicatorOf = (id) => indicators.find((one) => one.id === id);
const readPlaces = () => read(`places/${lang}`);
const headingIn = (places) => (i) =>
	t('explorer.place', {
		name: places.names[i],
		prefecture: places.prefectures.find((one) => one.code === places.codes[i].slice(0, 2)).name
	});

let choice = choiceOf(
	location.hash,
	indicators.map((one) => one.id)
);

/** What is needed of the files for a choice. */
async function filesOf({ x, y, own, lit }) {
	const [places, first, second, figures] = await Promise.all([
		readPlaces(),
		read(`indicators/${x}`),
		read(`indicators/${y}`),
		own.length === 6 && lit === 'alike' ? read(`municipalities/${partOf(own)}`) : null
	]);
	return { places, files: { x: first, y: second }, alike: figures?.of[own]?.like };
}

function writeAddress() {
	const hash = hashOf(choice);
	if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
	languageSwitch.href = otherLanguage + hash;
}

/** Prefectures have no companions, and only some indicators are known of them. */
function setControls(places) {
	element('explorer-x').value = choice.x;
	element('explorer-y').value = choice.y;
	form.querySelector(`[name="of"][value="${choice.of}"]`).checked = true;
	form.querySelector(`[name="lit"][value="${choice.lit}"]`).checked = true;
	element('explorer-prefecture').value = choice.own.length === 2 ? choice.own : '';
	const at = places.codes.indexOf(choice.own);
	element('explorer-own').value = at < 0 ? '' : headingIn(places)(at);
	levelChanged();
}

function levelChanged() {
	const ofPrefectures = choice.of === 'prefectures';
	element('explorer-municipality-part').hidden = ofPrefectures;
	element('explorer-prefecture-part').hidden = !ofPrefectures;
}

/** What fits the window at once; the drawing for other windows and for paper follows. */
function draw(drawings) {
	const mine = moves;
	const inOrder = matchMedia('(max-width: 40rem)').matches ? [...drawings].reverse() : drawings;
	element('explorer-drawing').innerHTML = inOrder[0]?.() ?? '';
	setTimeout(() => {
		if (mine === moves && inOrder[1]) element('explorer-drawing').insertAdjacentHTML('beforeend', inOrder[1]());
	});
}

let moves = 0;
async function update(next) {
	choice = next;
	const mine = (moves += 1);
	try {
		const { places, files, alike } = await filesOf(choice);
		// Another choice may have been made in the meantime.
		if (mine !== moves) return null;
		const pair = { x: indicatorOf(choice.x), y: indicatorOf(choice.y) };
		const picture = pictureOf({ t, lang, places, pair, files, choice, alike });
		element('explorer-title').textContent = picture.title;
		element('explorer-summary').textContent = picture.summary;
		draw(picture.drawings);
		element('explorer-drawing').setAttribute(
			'aria-label',
			t('figure.alternative', { title: picture.title, summary: picture.summary })
		);
		picture.notes.forEach((note, i) => (element(`explorer-note-${i}`).textContent = note));
		element('explorer-table').innerHTML = table(t, lang, home, { ...picture, pair }, choice.shown, choice);
		element('explorer-more').hidden = choice.shown >= picture.order.length;
		writeAddress();
		return places;
	} catch (reason) {
		console.warn(reason);
		element('explorer-summary').textContent = t('explorer.unreadable');
		return null;
	}
}

function chosen() {
	const of = form.querySelector('[name="of"]:checked').value;
	const own = of === choice.of ? choice.own : '';
	return {
		x: element('explorer-x').value,
		y: element('explorer-y').value,
		of,
		own: of === 'prefectures' ? element('explorer-prefecture').value : own.length === 6 ? own : '',
		lit: form.querySelector('[name="lit"]:checked').value,
		shown: FIRST_ROWS
	};
}

async function chooseOwn() {
	const text = element('explorer-own').value;
	const places = await readPlaces().catch(() => null);
	if (!places) return;
	const code = text.trim() === '' ? '' : placeNamed(places, headingIn(places), text);
	element('explorer-own-problem').textContent = code === null ? t('explorer.unknown', { text }) : '';
	if (code !== null && code !== choice.own) await update({ ...chosen(), own: code });
}

form.addEventListener('input', async (event) => {
	if (event.target.id === 'explorer-own') {
		// Chosen from the list, it is a name in full; while it is typed, nothing is said of it.
		if (element('explorer-names').querySelector(`option[value="${CSS.escape(event.target.value)}"]`)) chooseOwn();
		return;
	}
	const next = chosen();
	if (next.of !== choice.of) {
		choice = next;
		const places = await readPlaces().catch(() => null);
		if (places) setControls(places);
	}
	update(next);
});
element('explorer-own').addEventListener('change', chooseOwn);
element('explorer-own').addEventListener('focus', async () => {
	const places = await readPlaces().catch(() => null);
	if (places) offerPlaces(element('explorer-names'), places, headingIn(places));
});
form.addEventListener('submit', (event) => event.preventDefault());
// The reader turns to the form: what every choice needs is read before it is made.
for (const kind of ['focusin', 'pointerover'])
	form.addEventListener(kind, () => filesOf(choice).catch(() => {}), { once: true });
element('explorer-swap').addEventListener('click', async () => {
	const places = await update({ ...choice, x: choice.y, y: choice.x });
	if (places) setControls(places);
});
element('explorer-more').addEventListener('click', () => update({ ...choice, shown: choice.shown + 5 * FIRST_ROWS }));
/** Every area of the pair, where the table shows the first ones. */
async function wholeTable() {
	const { places, files } = await filesOf(choice);
	const pair = { x: indicatorOf(choice.x), y: indicatorOf(choice.y) };
	return file(choice.of, pair, areasOf(choice.of, places, files.x, files.y));
}
offer(form.parentElement.querySelector('figure'), () => ({
	title: element('explorer-title').textContent,
	place: `explorer/${hashOf(choice)}`,
	name: `${choice.x}_${choice.y}`,
	table: wholeTable
}));
window.addEventListener('hashchange', arrive);

async function arrive() {
	const ids = indicators.map((one) => one.id);
	const places = await update(choiceOf(location.hash, ids));
	if (places) setControls(places);
}

element('explorer-controls').disabled = false;
element('explorer-actions').hidden = false;
if (location.hash) arrive();
else levelChanged();

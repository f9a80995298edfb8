// Type a name, or choose a prefecture, then a municipality; or come by address (#192015).
// What all municipalities share lies in the page; what belongs to one is in files that it shares with
// a few (its words beside the page in 1920.json, its figures in data/), read when the first of them is chosen. The language switch keeps
// the choice.
import { offer } from '../figure/taking.js';
import { offerPlaces, partOf, placeNamed, reader } from '../helpers/fetching.js';
import { find, headingOf, neighboursOf, prefectureCode, translatorFor } from './model.js';
import { profile } from './profile.js';
import { rowOf, unpack } from './pack.js';

const element = (id) => document.getElementById(id);
const model = unpack(JSON.parse(element('municipality-data').textContent));
const t = translatorFor(model);
const [prefectures, places] = [element('choose-prefecture'), element('choose-municipality')];
const typed = element('choose-name');
const languageSwitch = document.querySelector('.language-switch');
const otherLanguage = languageSwitch.getAttribute('href');
const pageTitle = document.title;

const readWords = reader('');
const readFigures = reader('../../data/');

/** What belongs to one municipality alone; null where one of its files cannot be read, to be tried anew. */
async function belongings(place) {
	const part = partOf(place.code);
	try {
		const [words, figures, arrangements] = await Promise.all([
			readWords(part),
			readFigures(`municipalities/${part}`),
			readFigures(`arrangements/${model.lang}`)
		]);
		return {
			own: rowOf(words, place.code),
			figures: { dates: figures.dates, own: figures.of[place.code] },
			arrangements
		};
	} catch (reason) {
		console.warn(reason);
		return null;
	}
}

function fillSelect(select, prompt, options) {
	select.replaceChildren(new Option(prompt, ''), ...options.map(([value, text]) => new Option(text, value)));
}

function offerPlacesOf(prefecture) {
	const offered = neighboursOf(model, prefecture);
	fillSelect(
		places,
		t('municipality.choose_municipality'),
		offered.map((one) => [one.code, one.name])
	);
	places.disabled = offered.length === 0;
}

// Names, readings and codes are read when the reader turns to the field.
const readNames = () => readFigures(`places/${model.lang}`).catch(() => null);
const headingIn = (names) => (i) => headingOf(model, find(model, names.codes[i]));

async function chooseTyped() {
	const names = await readNames();
	if (!names) return;
	const text = typed.value;
	const code = placeNamed(names, headingIn(names), text);
	element('choose-name-problem').textContent =
		code === null && text.trim() !== '' ? t('municipality.unknown_name', { text }) : '';
	if (code !== null) location.hash = code;
}

const status = element('municipality-status');
/** Room for a profile that is being read, so that it pushes nothing away that was in sight. */
const keepRoom = (isKept) => status.classList.toggle('room', isKept);

function say(text) {
	keepRoom(false);
	status.textContent = text;
}

function hide(text) {
	element('municipality-profile').hidden = true;
	say(text);
}

/** Shows what the address names; a code of nobody is answered in words. */
async function show() {
	const code = location.hash.slice(1);
	if (!/^\d+$/.test(code)) return;
	const place = find(model, code);
	if (!place) return hide(t('municipality.unknown', { code }));
	const heading = headingOf(model, place);
	prefectures.value = prefectureCode(place);
	offerPlacesOf(prefectures.value);
	places.value = place.code;
	keepRoom(element('municipality-profile').hidden);
	const found = await belongings(place);
	// Another one may have been chosen in the meantime.
	if (location.hash.slice(1) !== code) return;
	if (found === null) return hide(t('municipality.unreadable', { name: heading }));
	element('municipality-heading').textContent = heading;
	element('municipality-body').innerHTML = profile(model, place, found.own, found.figures, found.arrangements);
	element('municipality-profile').hidden = false;
	for (const figure of element('municipality-body').querySelectorAll('figure'))
		offer(figure, () => ({
			title: figure.querySelector('figcaption').lastChild.textContent.trim(),
			place: `municipalities/#${place.code}`,
			name: `${place.code}_${figure.id}`
		}));
	say(t('municipality.shown', { name: heading }));
	languageSwitch.href = `${otherLanguage}#${place.code}`;
	document.title = `${heading} | ${pageTitle}`;
}

fillSelect(
	prefectures,
	t('municipality.choose_prefecture'),
	model.prefectures.map((one) => [one.code, one.name])
);
offerPlacesOf('');
prefectures.addEventListener('change', () => offerPlacesOf(prefectures.value));
// An arrow key chooses the next one: those passed on the way leave no entry in the history.
let isPassing = false;
places.addEventListener('change', () => {
	if (!places.value) return;
	if (isPassing) {
		history.replaceState(null, '', `#${places.value}`);
		show();
	} else location.hash = places.value;
	isPassing = true;
});
places.addEventListener('blur', () => (isPassing = false));
typed.addEventListener('focus', async () => {
	const names = await readNames();
	if (names) offerPlaces(element('municipality-names'), names, headingIn(names));
});
typed.addEventListener('input', () => {
	// Chosen from the list, it is a name in full; while it is typed, nothing is said of it.
	if (element('municipality-names').querySelector(`option[value="${CSS.escape(typed.value)}"]`)) chooseTyped();
});
typed.addEventListener('change', chooseTyped);
element('municipality-chooser').addEventListener('submit', (event) => event.preventDefault());
window.addEventListener('hashchange', show);
for (const control of [typed, prefectures]) control.disabled = false;
show();

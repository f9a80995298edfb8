// The one script of the site: choose a prefecture, then a municipality; or come by address (#192015).
// It fetches nothing: the data lie in the page. The language switch keeps the choice.
import { find, headingOf, profile, translatorFor } from './profile.js';
import { unpack } from './pack.js';

const element = (id) => document.getElementById(id);
const model = unpack(JSON.parse(element('municipality-data').textContent));
const t = translatorFor(model);
const [prefectures, places] = [element('choose-prefecture'), element('choose-municipality')];
const languageSwitch = document.querySelector('.language-switch');
const otherLanguage = languageSwitch.getAttribute('href');
const pageTitle = document.title;

function fillSelect(select, prompt, options) {
	select.replaceChildren(new Option(prompt, ''), ...options.map(([value, text]) => new Option(text, value)));
}

function offerPlacesOf(prefecture) {
	const offered = model.municipalities.filter((one) => String(one.prefecture) === prefecture);
	fillSelect(places, t('municipality.choose_municipality'), offered.map((one) => [one.code, one.name]));
	places.disabled = offered.length === 0;
}

/** Shows what the address names; a code of nobody is answered in words. */
function show() {
	const code = decodeURIComponent(location.hash.slice(1));
	if (!/^\d+$/.test(code)) return;
	const place = find(model, code);
	element('municipality-profile').hidden = !place;
	element('municipality-said').textContent = place
		? t('municipality.shown', { name: headingOf(model, place) })
		: t('municipality.unknown', { code });
	if (!place) return;
	prefectures.value = String(place.prefecture);
	offerPlacesOf(prefectures.value);
	places.value = place.code;
	element('municipality-heading').textContent = headingOf(model, place);
	element('municipality-body').innerHTML = profile(model, place.code);
	languageSwitch.href = `${otherLanguage}#${place.code}`;
	document.title = `${headingOf(model, place)} | ${pageTitle}`;
}

fillSelect(prefectures, t('municipality.choose_prefecture'), model.prefectures.map((one, i) => [String(i), one.name]));
offerPlacesOf('');
prefectures.addEventListener('change', () => offerPlacesOf(prefectures.value));
places.addEventListener('change', () => {
	if (places.value) location.hash = places.value;
});
window.addEventListener('hashchange', show);
element('municipality-chooser').hidden = false;
show();

// The profile of one municipality as markup: pages rendered at build and the page with a script
// both come from here. `model` is what server/municipalities.js makes of the tables for all
// municipalities, `own` what belongs to this one alone.
import { facts } from './facts.js';
import { history } from './history.js';
import { escape, factList, japanese } from './markup.js';
import { prefectureOf, translatorFor } from './model.js';
import { population } from './population.js';

export function profile(model, place, own) {
	const t = translatorFor(model);
	const group = model.groups[place.group];
	return (
		factList([
			[t('municipality.code'), escape(place.code)],
			[t('municipality.type'), escape(own.type)],
			[t('municipality.name_other'), model.lang === 'ja' ? escape(own.reading) : japanese(own.reading)],
			[t('municipality.prefecture'), escape(prefectureOf(model, place).name)],
			...(own.county ? [[t('municipality.county'), japanese(own.county)]] : []),
			[t('municipality.region'), escape(own.region)],
			[
				t('municipality.peer_group'),
				escape(t('municipality.peer_group_is', { group: group.name, count: group.members }))
			]
		]) +
		`<h3 class="profile-part">${escape(t('municipality.population'))}</h3>${population(model, t, place, own, model.figures.population)}` +
		`<h3 class="profile-part">${escape(t('municipality.history'))}</h3>${history(model, t, place, own.history, model.figures.history)}` +
		`<h3 class="profile-part">${escape(t('municipality.facts'))}</h3>${facts(model, t, own.facts)}`
	);
}

// The profile of one municipality as markup: pages rendered at build and the page with a script
// both come from here. `model` is what server/municipalities.js makes of the tables for all
// municipalities, `own` what belongs to this one alone.
import { date, number, percent } from '../helpers/format.js';
import { facts } from './facts.js';
import { history } from './history.js';
import { escape, factList, japanese } from './markup.js';
import { prefectureOf, translatorFor } from './model.js';
import { offices } from './offices.js';
import { outlook, seriesOf } from './outlook.js';
import { population } from './population.js';
import { standing } from './standing.js';

/** Short facts at the head, each with its date: [label, markup]. */
function keyFigures(model, t, { dates, own }) {
	const { lang } = model;
	const dated = (text, day) =>
		day ? `${escape(text)} <small class="fact-date">${escape(date(day, lang))}</small>` : escape(text);
	const latest = (id, show) => {
		if (own[id] === null) return escape(t('status.long.not_available'));
		// A ratio of nobody, as where all residents were evacuated.
		return dated(own[id][0] === null ? t('profile.of_nobody') : show(own[id]), dates[id]);
	};
	const designation = t(`profile.designation.${own.designation ?? 'none'}`);
	return [
		[t('profile.share_65plus'), latest('share_65plus_pct', ([value]) => percent(value, lang))],
		[t('profile.single_65plus'), latest('single_65plus_share_pct', ([value]) => percent(value, lang))],
		[
			t('profile.cards'),
			latest('cards_per_resident', ([value, cards]) =>
				t('profile.cards_are', { value: number(value, lang, 2), cards: number(cards, lang) })
			)
		],
		[t('profile.area'), latest('area_km2', ([value]) => t('profile.area_is', { value: number(value, lang, 2) }))],
		[
			t('profile.designation'),
			dates.designation ? dated(designation, dates.designation) : escape(t('status.long.not_available'))
		]
	];
}

/** figures: { dates, own }, what data/municipalities holds of it; arrangements: those of all municipalities, by code. */
export function profile(model, place, own, figures, arrangements) {
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
		factList(keyFigures(model, t, figures)) +
		`<h3 class="profile-part">${escape(t('profile.offices'))}</h3>${offices(model, t, place, figures)}` +
		`<h3 class="profile-part">${escape(t('profile.outlook'))}</h3>` +
		outlook(t, model.lang, model.home, {
			tables: ['municipality_indicator'],
			name: place.name,
			number: model.figures.outlook,
			series: seriesOf(figures.dates, figures.own),
			from: model.outlookSources,
			none: { key: 'profile.no_projection', values: { why: model.whyNoProjection } },
			id: 'profile-outlook'
		}) +
		`<h3 class="profile-part">${escape(t('municipality.population'))}</h3>${population(model, t, place, own, model.figures.population)}` +
		`<h3 class="profile-part">${escape(t('profile.standing'))}</h3>${standing(model, t, place, { ...figures, arrangements })}` +
		`<h3 class="profile-part">${escape(t('municipality.history'))}</h3>${history(model, t, place, own.history, model.figures.history)}` +
		`<h3 class="profile-part">${escape(t('municipality.facts'))}</h3>${facts(model, t, own.facts, figures.dates.designation)}`
	);
}

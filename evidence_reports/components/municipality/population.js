// Population and ageing of one municipality beside its peers and its prefecture.
import { date, number, percent } from '../helpers/format.js';
import { sentences } from '../helpers/texts.js';
import { escape, figure, howComputed, sources, table } from './markup.js';
import { membersOf, neighboursOf, prefectureOf } from './model.js';
import { stripLegend, strips } from './strips.js';

const MEASURES = ['population', 'share_65plus', 'population_change'];
const [, AGEING, CHANGE] = MEASURES.keys();

/** The message of the figure: how old the residents are beside those of its peers, both as printed. */
function titleOf(t, lang, place, group) {
	const own = place.values[AGEING];
	if (own === null) return t('municipality.population_title', { name: place.name });
	const peers = group.medians[AGEING];
	const [value, median] = [own, peers].map((one) => percent(one, lang, 1));
	const side = value === median ? 'equal' : own > peers ? 'above' : 'below';
	return t(`municipality.ageing_${side}`, { name: place.name, value, peers: median });
}

export function population(model, t, place, own, figureNumber) {
	const { lang } = model;
	const group = model.groups[place.group];
	const prefecture = prefectureOf(model, place);
	const sets = [
		{ of: group, others: membersOf(model, group), label: t('municipality.peers'), ranks: 'ranks' },
		{
			of: prefecture,
			others: neighboursOf(model, prefecture.code),
			label: prefecture.name,
			ranks: 'prefectureRanks'
		}
	];
	const show = (measure) => (value) =>
		measure === 0 ? t('municipality.persons', { value: number(value, lang) }) : percent(value, lang, 1);
	const nameOf = (measure) => {
		const name = t(`municipality.measure.${MEASURES[measure]}`);
		return measure === CHANGE && model.changes
			? t('municipality.change_period', { measure: name, ...model.changes.period })
			: name;
	};
	// The change is told and ranked, not drawn: the page holds two measures of all municipalities.
	const values = [...place.values, own.change];
	const known = MEASURES.map((_, measure) => measure).filter((measure) => values[measure] !== null);
	const hasValue = (other, measure) =>
		measure === CHANGE ? !model.changes.lacking.includes(other.code) : other.values[measure] !== null;
	const rankOf = (one, measure) =>
		t('municipality.rank_of', {
			rank: own[one.ranks][measure],
			count: one.others.filter((other) => hasValue(other, measure)).length
		});
	const drawn = known.filter((measure) => measure !== CHANGE);
	const drawing = drawn.map(
		(measure) =>
			`<p class="chart-heading">${escape(nameOf(measure))} <strong class="own-value">${escape(show(measure)(values[measure]))}</strong></p>` +
			strips(
				sets.map((one) => ({
					label: one.label,
					note: t('municipality.members', { count: one.others.length }),
					values: one.others.map((other) => other.values[measure]),
					median: one.of.medians[measure],
					own: place.values[measure],
					text: t('municipality.median_is', { value: show(measure)(one.of.medians[measure]) }),
					rank: rankOf(one, measure)
				})),
				show(measure),
				measure === 0
			)
	);
	const notAvailable = `<abbr class="mark" title="${escape(t('status.long.not_available'))}">${escape(t('status.short.not_available'))}</abbr>`;
	const cells = (one, measure) =>
		values[measure] === null
			? [notAvailable, notAvailable]
			: [escape(show(measure)(one.of.medians[measure])), escape(rankOf(one, measure))];
	const rows = MEASURES.map((_, measure) => [
		escape(nameOf(measure)),
		values[measure] === null ? notAvailable : escape(show(measure)(values[measure])),
		...sets.flatMap((one) => cells(one, measure))
	]);
	const title = titleOf(t, lang, place, group);
	const numeric = (key) => ({ label: t(key), kind: 'numeric' });
	const notes = [
		t('municipality.peers_are', { group: group.name, level: t(`municipality.level.${group.level}`) }),
		t('municipality.of_the_day')
	];
	if (own.change === null) notes.push(t('municipality.change_missing'));
	const eachMeasure = known.map((measure) =>
		t('municipality.summary', {
			measure: nameOf(measure),
			value: show(measure)(values[measure]),
			peers: show(measure)(group.medians[measure]),
			prefecture: show(measure)(prefecture.medians[measure])
		})
	);
	if (drawn.length === 0) return `<p class="nothing">${escape(t('figure.no_data'))}</p>`;
	return figure(t, {
		number: figureNumber,
		title,
		summary: sentences([place.asOf && t('municipality.as_of', { date: date(place.asOf, lang) }), ...eachMeasure], lang),
		legend: stripLegend(t),
		drawing: drawing.join(''),
		notes,
		behind: table(
			'profile-population',
			title,
			[
				{ label: t('municipality.measure') },
				numeric('municipality.value'),
				numeric('municipality.peer_median'),
				numeric('municipality.peer_rank'),
				numeric('municipality.prefecture_median'),
				numeric('municipality.prefecture_rank')
			],
			rows
		),
		from:
			sources(t, model.home, model.populationSources) +
			howComputed(t, model.home, ['municipality_profile', 'peer_group', 'prefecture_profile'])
	});
}

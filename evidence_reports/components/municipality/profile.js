// The profile of one municipality as markup: pages rendered at build and the page with a script
// both come from here. `model` is what server/municipalities.js makes of the tables.
import { date, number, percent } from '../helpers/format.js';
import { fill } from '../helpers/texts.js';
import { escape, factList, figure, japanese, sources, table } from './markup.js';
import { stripLegend, strips } from './strips.js';
import { diagram } from './diagram.js';

const MEASURES = ['population', 'share_65plus', 'population_change'];
const KINDS = ['outsourcing', 'pilot', 'agreement', 'facility', 'depopulated_area'];
const CHAPTER = 7;

export const translatorFor = (model) => (key, values) => fill(model.texts[key], key, values);
export const find = (model, code) =>
	model.municipalities.find((one) => one.code === code || one.code.slice(0, 5) === code);

/** The municipalities of a peer group: those whose narrowest group lies within it. */
const membersOf = (model, group) => {
	const inside = (code) => code === group.code || code.startsWith(`${group.code}.`);
	return model.municipalities.filter((one) => inside(model.groups[one.narrowest].code));
};

function population(model, t, place) {
	const { lang } = model;
	const group = model.groups[place.group];
	const prefecture = model.prefectures[place.prefecture];
	const sets = [
		{ of: group, others: membersOf(model, group), label: t('municipality.peers'), ranks: 'ranks' },
		{
			of: prefecture,
			others: model.municipalities.filter((one) => one.prefecture === place.prefecture),
			label: prefecture.name,
			ranks: 'prefectureRanks'
		}
	];
	const show = (measure) => (value) =>
		measure === 0
			? t('municipality.persons', { value: number(value, lang) })
			: percent(value, lang, 1);
	const known = MEASURES.map((_, measure) => measure).filter((measure) => place.values[measure] !== null);
	const missing = MEASURES.filter((_, measure) => place.values[measure] === null);
	const rankOf = (one, measure) =>
		t('municipality.rank_of', {
			rank: place[one.ranks][measure],
			count: one.others.filter((other) => other.values[measure] !== null).length
		});
	const drawing = known.map(
		(measure) =>
			`<p class="chart-heading">${escape(t(`municipality.measure.${MEASURES[measure]}`))} <strong class="own-value">${escape(show(measure)(place.values[measure]))}</strong></p>` +
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
		place.values[measure] === null
			? [notAvailable, notAvailable]
			: [
					escape(show(measure)(one.of.medians[measure])),
					escape(rankOf(one, measure))
				];
	const rows = MEASURES.map((name, measure) => [
		escape(t(`municipality.measure.${name}`)),
		place.values[measure] === null ? notAvailable : escape(show(measure)(place.values[measure])),
		...sets.flatMap((one) => cells(one, measure))
	]);
	const title = t('municipality.population_title', { name: place.name, date: date(place.asOf, lang) });
	const numeric = (key) => ({ label: t(key), numeric: true });
	const notes = [t('municipality.peers_are', { group: group.name, level: t(`municipality.level.${group.level}`) })];
	if (missing.length > 0) notes.push(t('municipality.change_missing'));
	const spoken = known.map((measure) =>
		t('municipality.spoken', {
			measure: t(`municipality.measure.${MEASURES[measure]}`),
			value: show(measure)(place.values[measure]),
			peers: show(measure)(group.medians[measure]),
			prefecture: show(measure)(prefecture.medians[measure])
		})
	);
	if (known.length === 0) return `<p class="nothing">${escape(t('figure.no_data'))}</p>`;
	return figure(t, {
		number: `${CHAPTER}-1`,
		title,
		summary: spoken.join(' '),
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
			rows,
			true
		),
		from: sources(t, model.home, model.populationSources)
	});
}

function history(model, t, place) {
	const found = model.histories[place.code];
	const events = found?.events ?? [];
	const lead = t('municipality.history_known', { name: place.name });
	if (events.length === 0)
		return `<p>${escape(t('municipality.history_none', { name: place.name }))}</p>${sources(t, model.home, model.eventSources)}`;
	const full = { ...found, events: events.map((one) => ({ ...one, founds: model.founding.includes(one.type) })) };
	const names = (side) =>
		side.map(([body, as]) => japanese(as ?? found.bodies[body])).join(model.lang === 'ja' ? '、' : ', ');
	const joined = found.bodies.length - 1 - found.others.length;
	const summary =
		joined > 0
			? t('municipality.history_summary', { name: place.name, count: joined, events: events.length })
			: t('municipality.history_summary_alone', { name: place.name, events: events.length });
	const title = t('municipality.history_title', { name: place.name });
	const behind = table(
		'profile-history',
		title,
		[
			{ label: t('municipality.when'), tight: true },
			{ label: t('municipality.event') },
			{ label: t('municipality.before') },
			{ label: t('municipality.after') }
		],
		events.map((one) => [
			escape(date(one.date, model.lang)),
			escape(model.eventTypes[one.type]),
			names(one.before),
			names(one.after)
		]),
		true
	);
	return (
		`<p>${escape(lead)}</p>` +
		figure(t, {
			number: `${CHAPTER}-2`,
			title,
			summary,
			drawing: diagram(full, model.lastYear),
			notes: [t('municipality.history_note')],
			behind,
			from: sources(t, model.home, model.eventSources)
		})
	);
}

/** One table per kind of fact; the kinds of which nobody reported anything are named together. */
function facts(model, t, place) {
	const all = [...(model.facts[place.code] ?? []), ...(model.agreements[place.region] ?? [])];
	const title = (kind) => t(`municipality.kind.${kind}`);
	const lead = (kind) => t(`municipality.kind_lead.${kind}`);
	const link = (source) => {
		const { anchor, text } = model.sources[source];
		return `<a class="cell-source" href="${model.home}sources/#${escape(anchor)}">${escape(text)}</a>`;
	};
	const columns = [
		{ label: t('municipality.what') },
		{ label: t('municipality.detail') },
		{ label: t('municipality.date'), tight: true },
		{ label: t('municipality.source') }
	];
	const cells = (one) => [
		escape(one.title),
		one.detail.map(([text, isJapanese]) => (isJapanese ? japanese(text) : escape(text))).join('<br>'),
		escape(one.date ? date(one.date, model.lang, one.precision) : t('status.long.not_available')),
		link(one.source)
	];
	const reported = KINDS.filter((kind) => all.some((one) => one.kind === kind));
	const silent = [...KINDS.filter((kind) => !reported.includes(kind)), 'survey'];
	const tables = reported.map(
		(kind) =>
			`<h4>${escape(title(kind))}</h4><p>${escape(lead(kind))}</p>` +
			table(`profile-${kind}`, title(kind), columns, all.filter((one) => one.kind === kind).map(cells), true)
	);
	const silence = table(
		'profile-silent',
		t('municipality.silent'),
		[{ label: t('municipality.what') }, { label: t('municipality.state') }, { label: t('municipality.why') }],
		silent.map((kind) => [escape(title(kind)), escape(t('municipality.not_available')), escape(lead(kind))]),
		true
	);
	return `${tables.join('')}<h4>${escape(t('municipality.silent'))}</h4>${silence}`;
}

/** Heading of the profile: 甲府市（山梨県） / Kofu, Yamanashi. */
export const headingOf = (model, place) =>
	translatorFor(model)('municipality.heading', {
		name: place.name,
		prefecture: model.prefectures[place.prefecture].name
	});

export function profile(model, code) {
	const t = translatorFor(model);
	const place = find(model, code);
	const group = model.groups[place.group];
	return (
		factList([
			[t('municipality.code'), escape(place.code)],
			[t('municipality.type'), escape(model.types[place.type])],
			[t('municipality.name_other'), model.lang === 'ja' ? escape(place.reading) : japanese(place.reading)],
			[t('municipality.prefecture'), escape(model.prefectures[place.prefecture].name)],
			...(place.county ? [[t('municipality.county'), japanese(place.county)]] : []),
			[t('municipality.region'), escape(model.regions[place.region])],
			[t('municipality.peer_group'), escape(t('municipality.peer_group_is', { group: group.name, count: group.members }))]
		]) +
		`<h3 class="profile-part">${escape(t('municipality.population'))}</h3>${population(model, t, place)}` +
		`<h3 class="profile-part">${escape(t('municipality.history'))}</h3>${history(model, t, place)}` +
		`<h3 class="profile-part">${escape(t('municipality.facts'))}</h3>${facts(model, t, place)}`
	);
}

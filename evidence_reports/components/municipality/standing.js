// Where a municipality stands on the finder by the default weights, and who is like it.
import { date, number } from '../helpers/format.js';
import { escape, table } from './markup.js';
import { find, headingOf } from './model.js';

const SIDES = ['combined', 'need', 'capacity'];

const servicesOf = (t, lang, arrangements) =>
	arrangements.length === 0
		? escape(t('finder.none_on_record'))
		: arrangements
				.map((one) =>
					escape(
						t(one.since ? 'profile.service_since' : 'profile.service_undated', {
							service: one.service,
							since: date(one.since, lang, one.precision)
						})
					)
				)
				.join('<br>');

export function standing(model, t, place, { own, arrangements }) {
	const { lang, home } = model;
	const sideRows = SIDES.map((side) => {
		const [rank, low, high, missing, score] = own.ranks[side];
		return [
			escape(t(`finder.side.${side}`)),
			score === null ? escape(t('finder.no_rank')) : number(score, lang, 1),
			rank === null ? escape(t('finder.no_rank')) : number(rank, lang),
			escape(t('finder.range', { low: number(low, lang), high: number(high, lang) })),
			missing === 0 ? escape(t('finder.all_there')) : escape(t('profile.missing_count', { count: missing }))
		];
	});
	const numeric = (key) => ({ label: t(key), kind: 'numeric' });
	const ranks = table(
		'profile-ranks',
		t('profile.ranks_title', { name: place.name }),
		[
			{ label: t('finder.side') },
			numeric('finder.score'),
			numeric('finder.rank'),
			numeric('finder.range_of'),
			{ label: t('finder.missing_inputs') }
		],
		sideRows
	);
	const alike = [...new Map([...own.like, ...own.entrusting]).entries()].sort((a, b) => a[1] - b[1]);
	const rows = alike.map(([code, distance]) => {
		const other = find(model, code);
		return [
			`<a href="${home}municipalities/#${code}">${escape(headingOf(model, other))}</a>`,
			number(distance, lang, 2),
			servicesOf(t, lang, arrangements[code] ?? [])
		];
	});
	const link = `<p><a href="${home}finder/#like=${place.code}">${escape(t('profile.to_finder', { name: place.name }))}</a></p>`;
	const neighbours =
		rows.length === 0
			? `<p>${escape(t('finder.entrusting_nobody'))}</p>`
			: table(
					'profile-alike',
					t('profile.alike_title', { name: place.name }),
					[{ label: t('finder.municipality') }, numeric('finder.distance'), { label: t('finder.arrangements') }],
					rows
				);
	return (
		`<p>${escape(t('profile.ranks_lead'))}</p>${ranks}` +
		`<h4>${escape(t('profile.alike_title', { name: place.name }))}</h4><p>${escape(t('profile.alike_lead'))}</p>${neighbours}${link}`
	);
}

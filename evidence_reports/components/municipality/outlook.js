// How the population of a municipality or a prefecture went and is projected to go.
import { date, number, percent } from '../helpers/format.js';
import { escape, figure, howComputed, sources, table } from './markup.js';
import { path, pathLegend } from './path.js';

const KINDS = ['register', 'census', 'preliminary', 'projected'];

/** dates, values: by kind, in step; gaps are null. Gives { census: [[date, value]], … } without gaps. */
export const seriesOf = (dates, values) =>
	Object.fromEntries(
		KINDS.map((kind) => [
			kind,
			dates[kind].map((one, i) => [one, values[kind][i]]).filter(([, value]) => value !== null)
		])
	);

/** The end of the projection, and how far it is from the last census; null where one of the two is missing. */
function projectedChange({ census, projected }, lang) {
	const [base, end] = [census.at(-1), projected.at(-1)];
	if (!end || !base || base[1] === 0) return null;
	const change = (100 * end[1]) / base[1] - 100;
	return {
		falls: change < 0,
		year: end[0].slice(0, 4),
		projected: number(end[1], lang),
		from: base[0].slice(0, 4),
		change: percent(Math.abs(change), lang)
	};
}

/** The newest count, with its kind in words; null where there is none. */
function counted(t, lang, name, series) {
	const kind = ['preliminary', 'census', 'register'].find((one) => series[one].length > 0);
	if (!kind) return null;
	const [day, value] = series[kind].at(-1);
	return { name, date: date(day, lang), kind: t(`profile.series.${kind}`), value: number(value, lang) };
}

/** The message of the figure: how many people are projected, against the last census; without a projection the last count. */
export function outlookTitle(t, lang, name, series) {
	const found = projectedChange(series, lang);
	if (found) {
		const { falls, ...words } = found;
		return t(falls ? 'profile.outlook_falls' : 'profile.outlook_rises', { name, ...words });
	}
	const now = series.projected.length === 0 && counted(t, lang, name, series);
	return now ? t('profile.outlook_counted', now) : t('profile.outlook_title', { name });
}

/** What is measured and the last count; where there is no change to tell in the title, the projection or why there is none. */
function outlookSummary(t, lang, name, series, none) {
	const end = series.projected.at(-1);
	const now = counted(t, lang, name, series);
	if (!now) return t('figure.no_data');
	if (!end) return t(none.key, { ...now, ...none.values });
	return projectedChange(series, lang)
		? t('profile.outlook_subtitle', now)
		: t('profile.projection', { ...now, year: end[0].slice(0, 4), projected: number(end[1], lang) });
}

/** The figure with its table; from: sources, of which those of drawn lines are named; none: { key, values } of the text where there is no projection; tables:
 *  those behind it, where its page does not say what can be done with it. */
export function outlook(t, lang, home, { name, number: figureNumber, series, from, none, id, tables }) {
	const rows = KINDS.flatMap((kind) =>
		series[kind].map(([day, value]) => [
			escape(date(day, lang)),
			escape(t(`profile.series.${kind}`)),
			escape(number(value, lang))
		])
	);
	if (rows.length === 0) return `<p class="nothing">${escape(t('figure.no_data'))}</p>`;
	const title = outlookTitle(t, lang, name, series);
	const drawn = from.filter((one) => one.of.some((kind) => series[kind].length > 0));
	return figure(t, {
		number: figureNumber,
		title,
		summary: outlookSummary(t, lang, name, series, none),
		legend: pathLegend(t, series),
		drawing: path(series, lang, t('profile.persons')),
		notes: [t('profile.outlook_note')],
		behind: table(
			id,
			title,
			[
				{ label: t('municipality.date') },
				{ label: t('profile.series') },
				{ label: t('profile.population_persons'), kind: 'numeric' }
			],
			rows
		),
		from: sources(t, home, drawn) + (tables ? howComputed(t, home, tables) : '')
	});
}

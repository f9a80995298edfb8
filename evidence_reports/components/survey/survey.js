// Arranging the rows of survey estimates for charts and tables. No figure is computed here.
import { codesOf, field, label, meaning, thresholds, translator } from '../helpers/labels.js';
import { groupBy } from '../table/cells.js';
import { date, ends, number, percent } from '../helpers/format.js';

export const everyBase = () => codesOf('base');

export const kindOf = (weighting) => (weighting === 'unweighted' ? 'unweighted' : 'weighted');

/** The weightings of a wave, its own before none. */
export const weightingsOf = (rows) =>
	[...new Set(rows.map((row) => row.weighting))].sort((a, b) => (a === 'unweighted') - (b === 'unweighted'));

/** The switches of a results page; the first of each is what is shown and printed unless switched. */
export function switchesOf(lang, weightings) {
	const t = translator(lang);
	const weights = weightings.map((weighting) => ({
		id: kindOf(weighting),
		text: meaning(lang, 'weighting', weighting)
	}));
	const bases = everyBase().map((base) => ({ id: base, text: meaning(lang, 'base', base) }));
	const orders = ['questionnaire', 'share'].map((order) => ({ id: order, text: t(`order.${order}`) }));
	return [
		...(weights.length > 1 ? [{ name: 'weighting', legend: t('switch.weighting'), options: weights }] : []),
		{ name: 'base', legend: t('switch.base'), options: bases },
		{ name: 'order', legend: t('switch.order'), options: orders }
	];
}

/** Every combination of the switches: { weighting, kind, base, isDefault }. */
export const variantsOf = (rows) =>
	weightingsOf(rows).flatMap((weighting, w) =>
		everyBase().map((base, b) => ({ weighting, kind: kindOf(weighting), base, isDefault: w + b === 0 }))
	);

export const inVariant = (rows, { weighting, base }) =>
	rows.filter((row) => row.weighting === weighting && (!base || row.base === base));

/** Place of each row when the largest share comes first: hidden ones after it, then combined options, no answer last. */
export function ranksOf(rows) {
	const size = (row) => (row.option_code === 'NA' ? -3 : row.is_combined ? -2 : (row.share ?? -1));
	const order = [...rows].sort((a, b) => size(b) - size(a) || a.option_position - b.option_position);
	return new Map(order.map((row, i) => [row, i + 1]));
}

/** The days or months of the fieldwork. */
export function fieldPeriod({ field_start: start, field_end: end, field_end_precision: precision }, lang) {
	if (!start) return label(lang, 'status.long.not_available');
	return !end || start === end
		? date(start, lang, precision)
		: label(lang, 'survey.period', ends(start, end, lang, precision));
}

/** Of whom and when, for the subtitle of a figure. */
export const surveyedOf = (wave, lang) =>
	label(lang, 'wave.surveyed', {
		universe: field(wave, 'universe', lang) ?? label(lang, 'status.long.not_available'),
		period: fieldPeriod(wave, lang)
	});

/** A figure that may be shown. */
export const isShown = (row) => Boolean(row) && !row.disclosure_flag && (row.share ?? row.estimate ?? null) !== null;

export const domainName = (lang, domain) =>
	codesOf('domain').includes(domain) ? meaning(lang, 'domain', domain) : domain;

/** What a statistic of a numeric question is called; a ratio is one to another question. */
export const statisticName = (lang, statistic, per) =>
	statistic === 'ratio' ? label(lang, 'wave.ratio_to', { per }) : meaning(lang, 'statistic', statistic);

export const share = (value, lang) => percent(value * 100, lang);

/** "19.9–23.8", in the unit that stands beside the estimate. */
export const interval = (row, lang, factor = 1, decimals = 1) =>
	row.ci_low === null || row.ci_high === null
		? null
		: label(lang, 'wave.interval', {
				low: number(row.ci_low * factor, lang, decimals),
				high: number(row.ci_high * factor, lang, decimals)
			});

/** A table cell: the value with its mark of reliability, or the mark of a hidden value. */
export function marked(row, value, show) {
	if (row?.disclosure_flag) return { mark: 'suppressed' };
	if (!row || value === null || value === undefined) return { mark: 'not_available' };
	return row.reliability_flag === 'u' ? { value: show(value), flag: 'unreliable' } : show(value);
}

/** p values as statisticians print them. */
export const probability = (p, lang) =>
	p === null
		? null
		: p < 0.001
			? label(lang, 'wave.p_below', { p: number(0.001, lang, 3) })
			: label(lang, 'wave.p_is', { p: number(p, lang, 3) });

/** Groups as table rows: all bodies first, then the groups of the domain in their order. */
export const groupRows = (rows, domain) =>
	groupBy(
		rows
			.filter((row) => row.domain === 'all' || row.domain === domain)
			.sort(
				(a, b) =>
					(b.domain === 'all') - (a.domain === 'all') ||
					a.domain_value_position - b.domain_value_position ||
					String(a.domain_value).localeCompare(String(b.domain_value))
			),
		(row) => `${row.domain}/${row.domain_value}`
	);

export const groupName = (row, lang) =>
	row.domain === 'all' ? meaning(lang, 'domain', 'all') : field(row, 'domain_value', lang);

/** Bodies in the base of a group; null where all its figures are hidden, each of which may hide it. */
export const baseOf = (group) => group.find((row) => row.n_base !== null)?.n_base ?? null;

const isCompared = (group) => group[0].domain !== 'all' && baseOf(group) >= thresholds().compared_base;

/** Whether a difference between the groups of a domain may be marked at all. */
export const comparable = (groups) => groups.filter(isCompared).length > 1;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What compared groups are called beside values: letters in their order, numbers (of prefectures: their codes) beyond 26 groups. */
export function groupMarks(groups) {
	const own = groups.filter(([first]) => first.domain !== 'all');
	const isNumbered = own.length > LETTERS.length;
	const hasPlaces = new Set(own.map(([first]) => first.domain_value_position)).size === own.length;
	const name = ([first], i) => (!isNumbered ? LETTERS[i] : String(hasPlaces ? first.domain_value_position : i + 1));
	return {
		isNumbered,
		of: new Map(own.flatMap((group, i) => (isCompared(group) ? [[group[0].domain_value, name(group, i)]] : [])))
	};
}

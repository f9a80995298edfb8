// Arranging the rows of survey estimates for charts and tables. No figure is computed here.
import { field, label } from './labels.js';
import { groupBy } from './cells.js';
import { number, percent } from './format.js';

// The switches of a results page; the first of each is what is shown and printed unless switched.
export const BASES = ['valid', 'eligible'];
const NAMED_DOMAINS = ['population_band', 'region', 'prefecture'];
// Smallest base of two groups at least for a difference between groups to be marked.
const COMPARED_BASE = 30;
export const LEVEL = 0.05;

export const kindOf = (weighting) => (weighting === 'unweighted' ? 'unweighted' : 'weighted');

/** The weightings of a wave, its own before none. */
export const weightingsOf = (rows) =>
	[...new Set(rows.map((row) => row.weighting))].sort(
		(a, b) => (a === 'unweighted') - (b === 'unweighted')
	);

/** Every combination of the switches: { weighting, kind, base, isDefault }. */
export const variantsOf = (rows) =>
	weightingsOf(rows).flatMap((weighting, w) =>
		BASES.map((base, b) => ({ weighting, kind: kindOf(weighting), base, isDefault: w + b === 0 }))
	);

export const inVariant = (rows, { weighting, base }) =>
	rows.filter((row) => row.weighting === weighting && (!base || row.base === base));

// Ranks that the style sheet knows; rows beyond keep their order after them.
const LAST_RANK = 60;

/** Place of each row when the largest share comes first: hidden ones after it, then combined options, no answer last. */
export function ranksOf(rows) {
	const size = (row) => (row.option_code === 'NA' ? -3 : row.is_combined ? -2 : (row.share ?? -1));
	const order = [...rows].sort((a, b) => size(b) - size(a) || a.option_position - b.option_position);
	return new Map(order.map((row, i) => [row, Math.min(i + 1, LAST_RANK)]));
}

export const domainName = (lang, domain) =>
	NAMED_DOMAINS.includes(domain) ? label(lang, `domain.${domain}`) : domain;

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
	p === null ? null : p < 0.001 ? label(lang, 'wave.p_below', { p: number(0.001, lang, 3) }) : label(lang, 'wave.p_is', { p: number(p, lang, 3) });

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
	row.domain === 'all' ? label(lang, 'wave.all') : field(row, 'domain_value', lang);

/** Whether a difference between the groups of a domain may be marked at all. */
export const comparable = (groups) =>
	groups.filter(([first]) => first.domain !== 'all' && first.n_base >= COMPARED_BASE).length > 1;

export const isSignificant = (test) =>
	Boolean(test) && test.p_value_adjusted !== null && test.p_value_adjusted < LEVEL;

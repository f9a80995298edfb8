// One municipality among others: a strip of dots per set, all on one scale; positions are
// percentages, so one drawing fits every width.
import { extent, linear, round } from '../drawing/scale.js';
import { escape } from './markup.js';

const EDGE = 2;

/**
 * sets: [{ label, note, values, median, own, text, rank }]; show: a value as text;
 * logarithmic: for values that span several powers of ten.
 */
export function strips(sets, show, logarithmic) {
	const known = (values) => values.filter((value) => value !== null && (!logarithmic || value > 0));
	const scaled = logarithmic ? Math.log : (value) => value;
	const [low, high] = extent(sets.flatMap((one) => known(one.values)));
	const x = linear(scaled(low), scaled(high), EDGE, 100 - EDGE);
	const at = (value) => round(x(scaled(value)));
	const rows = sets.map((one) => {
		const dots = known(one.values).map((value) => `<circle cx="${at(value)}%" cy="15" r="3.2"/>`);
		return (
			`<div class="bar-row strip-row"><p class="bar-label">${escape(one.label)}<span class="bar-note">${escape(one.note)}</span></p>` +
			`<svg class="bar strip" width="100%" height="30" aria-hidden="true"><line class="axis" x1="0" x2="100%" y1="15" y2="15"/>` +
			`<g class="strip-dots">${dots.join('')}</g>` +
			`<line class="strip-median" x1="${at(one.median)}%" x2="${at(one.median)}%" y1="2" y2="28"/>` +
			`<circle class="strip-own" cx="${at(one.own)}%" cy="15" r="6"/></svg>` +
			`<p class="bar-value">${escape(one.text)}<span class="bar-note">${escape(one.rank)}</span></p></div>`
		);
	});
	const ends = `<div class="bar-row strip-ends" aria-hidden="true"><p></p><p class="strip-scale"><span>${escape(show(low))}</span><span>${escape(show(high))}</span></p><p></p></div>`;
	return `<div class="bars">${rows.join('')}${ends}</div>`;
}

/** What dot, line and ring of a strip mean. */
export const stripLegend = (t) =>
	`<ul class="legend"><li><svg width="22" height="12" aria-hidden="true"><circle class="strip-own" cx="11" cy="6" r="5"/></svg>${escape(t('municipality.legend_own'))}</li>` +
	`<li><svg width="22" height="12" aria-hidden="true"><g class="strip-dots"><circle cx="11" cy="6" r="3.2"/></g></svg>${escape(t('municipality.legend_others'))}</li>` +
	`<li><svg width="22" height="12" aria-hidden="true"><line class="strip-median" x1="11" x2="11" y1="0" y2="12"/></svg>${escape(t('municipality.legend_median'))}</li></ul>`;

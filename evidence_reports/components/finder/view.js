// The ranking as markup: the same at build, for the default weights, and in the browser. Every value passes through `escape`.
import { date, number } from '../helpers/format.js';
import { round } from '../drawing/scale.js';
import { escape, japanese } from '../municipality/markup.js';

const MARKS = [1, 10, 100, 1000];

/** A rank on the axis of ranks, which is logarithmic: 1 at the left edge, the last at the right. */
const at = (rank, last) => `${round((100 * Math.log(rank)) / Math.log(last))}%`;

function drawn({ rank, low, high }, last) {
	const grid = MARKS.map((mark) => `<line class="grid" x1="${at(mark, last)}" x2="${at(mark, last)}" y1="0" y2="20"/>`);
	const range = low
		? `<line class="range-line" x1="${at(low, last)}" x2="${at(high, last)}" y1="10" y2="10"/>` +
			[low, high]
				.map((end) => `<line class="range-line end" x1="${at(end, last)}" x2="${at(end, last)}" y1="6" y2="14"/>`)
				.join('')
		: '';
	const point = rank ? `<circle class="range-rank" cx="${at(rank, last)}" cy="10" r="4.5"/>` : '';
	return `<svg class="range-drawing" width="100%" height="20" aria-hidden="true">${grid.join('')}${range}${point}</svg>`;
}

/** The head of the column with the drawings: where 1, 10, 100 and 1,000 lie. */
const rangeAxis = (last, lang) =>
	`<svg class="range-drawing" width="100%" height="16" aria-hidden="true">${MARKS.map(
		(mark) =>
			`<text class="tick" x="${at(mark, last)}" y="12" text-anchor="${mark === MARKS[0] ? 'start' : mark === MARKS.at(-1) ? 'end' : 'middle'}">${number(mark, lang)}</text>`
	).join('')}</svg>`;

const rangeText = (t, lang, { low, high }) =>
	low ? t('finder.range', { low: number(low, lang), high: number(high, lang) }) : t('finder.range_coming');

const profileLink = (home, code) => `${home}municipalities/#${code}`;

const headings = (t) => ({
	rank: t('finder.rank'),
	place: t('finder.municipality'),
	score: t('finder.score'),
	drawing: t('finder.range_drawn'),
	range: t('finder.range_of'),
	offices: t('finder.offices'),
	arrangements: t('finder.arrangements'),
	missing: t('finder.missing_inputs')
});

/** One line of the ranking. one: { code, name, prefecture, rank, score, low, high, offices, services, missing, own }. */
function row(t, lang, home, one, last) {
	const labels = headings(t);
	const cell = (name, markup, kind = '') =>
		`<td role="cell" class="r-${name}${kind}" data-label="${escape(labels[name])}">${markup}</td>`;
	return (
		`<tr role="row" data-code="${escape(one.code)}"${one.own ? ' class="own"' : ''}>` +
		cell('rank', one.rank === null ? escape(t('finder.no_rank')) : number(one.rank, lang), ' numeric') +
		`<th scope="row" role="rowheader" class="r-place"><a href="${escape(profileLink(home, one.code))}">${escape(one.name)}</a> <small>${escape(one.prefecture)}</small></th>` +
		cell('score', one.score === null ? escape(t('finder.no_rank')) : number(one.score, lang, 1), ' numeric') +
		cell('drawing', drawn(one, last)) +
		cell('range', escape(rangeText(t, lang, one)), ' numeric') +
		cell('offices', number(one.offices, lang) ?? escape(t('finder.missing')), ' numeric') +
		cell(
			'arrangements',
			escape(one.services.length > 0 ? one.services.join(lang === 'ja' ? '、' : ', ') : t('finder.none_on_record'))
		) +
		cell(
			'missing',
			one.missing.length > 0
				? escape(t('finder.missing_are', { inputs: one.missing.join(lang === 'ja' ? '、' : ', ') }))
				: escape(t('finder.all_there'))
		) +
		'</tr>'
	);
}

export const rows = (t, lang, home, list, last) => list.map((one) => row(t, lang, home, one, last)).join('');

/** Puts ranges that were computed since into lines that are there. */
export function fillRanges(body, t, lang, last, oneOf) {
	for (const line of body.children) {
		const one = oneOf(line.dataset.code);
		line.querySelector('.r-range').textContent = rangeText(t, lang, one);
		line.querySelector('.r-drawing').innerHTML = drawn(one, last);
	}
}

/** The whole table; caption: its message. */
export function ranking(t, lang, home, caption, list, last) {
	const labels = headings(t);
	const head = Object.entries(labels).map(
		([name, label]) =>
			`<th scope="col" role="columnheader" class="r-${name}${['rank', 'score', 'range', 'offices'].includes(name) ? ' numeric' : ''}">${escape(label)}${name === 'drawing' ? rangeAxis(last, lang) : ''}</th>`
	);
	return (
		`<div class="table-scroll ranking-frame" role="region" tabindex="0" aria-labelledby="ranking-caption">` +
		`<table class="ranking" role="table"><caption id="ranking-caption">${escape(caption)}</caption>` +
		`<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>` +
		`<tbody role="rowgroup" id="ranking">${rows(t, lang, home, list, last)}</tbody></table></div>`
	);
}

/** How far an arrangement is known to go back. */
const sinceText = (t, lang, one) => date(one.since, lang, one.precision) ?? t('status.long.not_available');

/** The municipalities most like one that entrust tasks: lines of { code, name, prefecture, distance, arrangements }. */
export function entrusting(t, lang, home, list) {
	const labels = [
		t('finder.municipality'),
		t('finder.distance'),
		t('finder.service'),
		t('finder.since'),
		t('finder.at_offices'),
		t('finder.source')
	];
	const head = labels.map((label) => `<th scope="col" role="columnheader">${escape(label)}</th>`);
	const line = (one, arrangement) => {
		const cells = [
			number(one.distance, lang, 2),
			escape(arrangement.service),
			escape(sinceText(t, lang, arrangement)),
			arrangement.offices ? japanese(arrangement.offices) : escape(t('status.long.not_available')),
			`<a class="cell-source" href="${escape(`${home}sources/#${arrangement.source.anchor}`)}">${escape(arrangement.source.text)}</a>`
		];
		return (
			`<tr role="row"><th scope="row" role="rowheader"><a href="${escape(profileLink(home, one.code))}">${escape(one.name)}</a> <small>${escape(one.prefecture)}</small></th>` +
			cells
				.map((markup, i) => `<td role="cell"${markup && ` data-label="${escape(labels[i + 1])}"`}>${markup}</td>`)
				.join('') +
			'</tr>'
		);
	};
	return (
		`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="entrusting-caption">` +
		`<table class="cards" role="table"><caption id="entrusting-caption" class="quiet">${escape(t('finder.entrusting_caption'))}</caption>` +
		`<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead><tbody role="rowgroup">` +
		list.flatMap((one) => one.arrangements.map((arrangement) => line(one, arrangement))).join('') +
		'</tbody></table></div>'
	);
}

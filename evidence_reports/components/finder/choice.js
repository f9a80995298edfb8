// What the reader has chosen on the page of the finder, and how an address says it: #side=need&w=15.25…&like=204145&none.
// An address holds only what differs from the default.
import { SIDES } from './score.js';

export const HEAVIEST = 50;
const FIRST_ROWS = 20;

export const defaults = (inputs) => ({
	side: SIDES[0],
	points: inputs.map((one) => one.points),
	prefecture: '',
	like: '',
	none: false,
	shown: FIRST_ROWS
});

const isPoint = (text) => /^\d{1,2}$/.test(text) && Number(text) <= HEAVIEST;

/** The choice that an address names; what it says wrongly is left at its default. */
export function choiceOf(hash, inputs) {
	const choice = defaults(inputs);
	const said = new URLSearchParams(hash.replace(/^#/, ''));
	if (SIDES.includes(said.get('side'))) choice.side = said.get('side');
	const points = said.get('w')?.split('.') ?? [];
	if (points.length === inputs.length && points.every(isPoint)) choice.points = points.map(Number);
	if (/^\d\d$/.test(said.get('pref') ?? '')) choice.prefecture = said.get('pref');
	if (/^\d{6}$/.test(said.get('like') ?? '')) choice.like = said.get('like');
	choice.none = said.has('none');
	return choice;
}

export function hashOf(choice, inputs) {
	const parts = [];
	if (choice.side !== SIDES[0]) parts.push(`side=${choice.side}`);
	if (choice.points.some((point, i) => point !== inputs[i].points)) parts.push(`w=${choice.points.join('.')}`);
	if (choice.prefecture) parts.push(`pref=${choice.prefecture}`);
	if (choice.like) parts.push(`like=${choice.like}`);
	if (choice.none) parts.push('none');
	return parts.length > 0 ? `#${parts.join('&')}` : '';
}

export const moreRows = (choice) => ({ ...choice, shown: choice.shown + 2 * FIRST_ROWS });

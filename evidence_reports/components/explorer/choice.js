// What the reader has chosen in the explorer, and how an address says it: #x=…&y=…&of=prefectures&own=204145&lit=alike.
// An address holds only what differs from the default.
export const LEVELS = ['municipalities', 'prefectures'];
/** Who is lit beside the one chosen: its peer group, those the finder calls like it, or its prefecture. */
export const COMPANIONS = ['peers', 'alike', 'prefecture'];
export const FIRST_ROWS = 20;

const DEFAULT_PAIR = { x: 'share_65plus_pct', y: 'operating_per_10k_residents' };

export const defaults = () => ({ ...DEFAULT_PAIR, of: LEVELS[0], own: '', lit: COMPANIONS[0], shown: FIRST_ROWS });

/** The choice that an address names; what it says wrongly is left at its default. */
export function choiceOf(hash, ids) {
	const choice = defaults();
	const said = new URLSearchParams(hash.replace(/^#/, ''));
	for (const [name, allowed] of [
		['x', ids],
		['y', ids],
		['of', LEVELS],
		['lit', COMPANIONS]
	]) {
		if (allowed.includes(said.get(name))) choice[name] = said.get(name);
	}
	if (/^\d{2}(\d{4})?$/.test(said.get('own') ?? '')) choice.own = said.get('own');
	return choice;
}

export function hashOf(choice) {
	const usual = defaults();
	const parts = ['x', 'y', 'of', 'own', 'lit']
		.filter((name) => choice[name] !== usual[name])
		.map((name) => `${name}=${choice[name]}`);
	return parts.length > 0 ? `#${parts.join('&')}` : '';
}

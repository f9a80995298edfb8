// What chapters and papers may use in an expression, beside their queries: values as a reader of the language writes
// them, and words that follow a value. No figure is computed here.
import { bigNumber, date, number, percent, rounded, yen } from './format.js';
import { valueMissing } from './missing_value.js';
import { plainly } from './plainly.js';

/** Also a text put together from a value that is not there. */
const isMissing = (value) =>
	value === null || value === undefined || typeof value === 'boolean' || /\b(null|undefined|NaN)\b/.test(String(value));

/** a、b、c / a, b and c. */
const joined = (words, lang) =>
	lang === 'ja' || words.length < 2 ? words.join('、') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

export function wordsIn(lang) {
	return {
		/** what an expression of a text gives; one without a value stops the build and says where it stands */
		show(give, place, column) {
			let value;
			try {
				value = give();
			} catch {
				value = null;
			}
			if (isMissing(value)) throw new Error(valueMissing(place));
			return plainly(value, lang, column);
		},
		number: (value, decimals = 0) => number(value, lang, decimals),
		percent: (value, decimals = 1) => percent(value, lang, decimals),
		big: (value) => bigNumber(value, lang),
		yen: (value) => yen(value, lang),
		date: (value, precision) => date(value, lang, precision),
		/** the size of a change, for a word that says its direction */
		size: (value, decimals = 0) => number(value < 0 ? -value : value, lang, decimals),
		/** the word for a rise, a fall or neither; `decimals` as the change is printed, so that no 0.0% has risen */
		moved(change, up, down, same, decimals = 0) {
			if (isMissing(change)) return null;
			const printed = rounded(Number(change), decimals);
			return printed > 0 ? up : printed < 0 ? down : same;
		},
		/** what is said of each row, read as one list */
		list: (rows, say) =>
			joined(
				rows.map((row) => say(row)),
				lang
			)
	};
}

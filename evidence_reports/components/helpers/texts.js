// How a text of labels/*.yml is filled in: used at build and by the pages with a script.
import { date } from './format.js';

/**
 * The text with {name} replaced by values.name, and {name|body|bodies} by the word for one or for any other number; a
 * missing text or value is an error.
 */
export function fill(text, key, values = {}) {
	if (text === undefined) throw new Error(`No label "${key}" (labels/*.yml)`);
	return text.replace(/\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g, (_, name, one, more) => {
		if (values[name] === undefined) throw new Error(`Label "${key}" needs a value for {${name}}`);
		return one === undefined ? values[name] : String(values[name]) === '1' ? one : more;
	});
}

/** Sentences one after the other; what is not there is left out. Between Japanese ones there is no space. */
export const sentences = (parts, lang) => parts.filter(Boolean).join(lang === 'ja' ? '' : ' ');

/** The labels with the thresholds that they name: "fewer than {reliable_base} bodies" says 30. Other {names} stay. */
export const withThresholds = (labels, thresholds) =>
	JSON.parse(JSON.stringify(labels).replace(/\{(\w+)\}/g, (whole, name) => thresholds[name] ?? whole));

/** When a value is of, and its denominator where that is of another date; `said`: how the first date is put. */
export const ofBothDates = (t, lang, of, denominatorOf, said = date(of, lang)) =>
	denominatorOf && denominatorOf !== of
		? t('explorer.of_two_dates', { date: said, other: date(denominatorOf, lang) })
		: said;
